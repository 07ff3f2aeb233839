namespace NetStack.Capture.Sockets;

/// <summary>What a socket's operation does.</summary>
internal enum SocketCall : byte
{
    Receive,
    ReceiveFrom,
    Accept,
    Connect,
    Send,
    SendTo,
}
