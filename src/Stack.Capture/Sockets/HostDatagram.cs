using NetStack.Hosting;

namespace NetStack.Capture.Sockets;

/// <summary>What came of receiving a datagram.</summary>
/// <param name="Octets">How many octets were written into the buffer; what did not fit is gone.</param>
/// <param name="From">Who sent it.</param>
public readonly record struct HostDatagram(int Octets, SocketAddress From);
