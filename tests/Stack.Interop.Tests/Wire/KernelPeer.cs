using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NetStack.Capture.Devices;

namespace NetStack.Tests.Wire;

/// <summary>The kernel's TCP in a namespace, through the ordinary sockets of .NET.</summary>
internal static class KernelPeer
{
    private const int TimeLimit = 60_000;

    public static Socket Connect(string network, string address, int port) => NetworkNamespace.Run(network, () =>
    {
        IPAddress to = IPAddress.Parse(address);
        Socket socket = new(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = TimeLimit, SendTimeout = TimeLimit };
        socket.Connect(to, port);
        return socket;
    });

    public static Socket Listen(string network, string address, int port) => NetworkNamespace.Run(network, () =>
    {
        IPAddress at = IPAddress.Parse(address);
        Socket socket = new(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(at, port));
        socket.Listen();
        return socket;
    });

    /// <summary>The digest of all that a server sends.</summary>
    public static byte[] Download(string network, string address, int port)
    {
        using Socket socket = Connect(network, address, port);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[262_144];
        for (int got = socket.Receive(buffer); got > 0; got = socket.Receive(buffer))
            hash.AppendData(buffer, 0, got);
        return hash.GetHashAndReset();
    }

    /// <summary>Sends the pattern to a server that answers with its digest.</summary>
    public static byte[] Upload(string network, string address, int port, long octets)
    {
        using Socket socket = Connect(network, address, port);
        SendPattern(socket, octets);
        byte[] answer = new byte[32];
        int filled = 0;
        for (int got = 1; filled < answer.Length && got > 0; filled += got)
            got = socket.Receive(answer, filled, answer.Length - filled, SocketFlags.None);
        return answer;
    }

    /// <summary>Sends the pattern and reads it back at the same time.</summary>
    public static byte[] Echo(string network, string address, int port, long octets)
    {
        using Socket socket = Connect(network, address, port);
        Thread sender = new(() => SendPattern(socket, octets));
        sender.Start();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[262_144];
        for (int got = socket.Receive(buffer); got > 0; got = socket.Receive(buffer))
            hash.AppendData(buffer, 0, got);
        sender.Join();
        return hash.GetHashAndReset();
    }

    private static void SendPattern(Socket socket, long octets)
    {
        for (long at = 0; at < octets;)
            at += socket.Send(Pattern.At(at, octets));
        socket.Shutdown(SocketShutdown.Send);
    }
}
