using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetStack.Benchmarks.Traffic;

/// <summary><c>traffic serve PORT</c> and <c>traffic call ADDRESS PORT tiny|mixed</c>: the two ends of the connections that the
/// comparison records. They talk until they are ended.</summary>
/// <remarks>Tiny: messages of 1 to 12 octets that wait for their echo, so that no two share a segment; on every other
/// connection pure ACKs come first. Mixed: every eighth message asks for 24 KiB, which come in full segments with their ACKs; the
/// others, of 20 to 619 octets, come back as they are.</remarks>
internal static class TrafficCommand
{
    private const int Connections = 8;
    private const int BulkLength = 24 * 1024;
    private const byte Bulk = 255; // the first octet of a message that asks for as much
    private const int QuickAck = 12; // TCP_QUICKACK of Linux's <netinet/tcp.h>: acknowledge at once

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["serve", var port]:
                Serve(int.Parse(port, CultureInfo.InvariantCulture));
                return 0;
            case ["call", var address, var port, var kind]:
                IPEndPoint server = new(IPAddress.Parse(address), int.Parse(port, CultureInfo.InvariantCulture));
                Thread[] callers = [.. Enumerable.Range(0, Connections).Select(i => new Thread(() => Call(server, kind == "mixed", i)))];
                foreach (Thread caller in callers) caller.Start();
                foreach (Thread caller in callers) caller.Join();
                return 0;
            default:
                return 2;
        }
    }

    private static void Serve(int port)
    {
        using TcpListener listener = new(IPAddress.Any, port);
        listener.Start();
        Console.WriteLine("ready");
        while (true)
        {
            Socket socket = listener.AcceptSocket();
            new Thread(() => Answer(socket)).Start();
        }
    }

    private static void Answer(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            byte[] buffer = new byte[BulkLength], answer = new byte[BulkLength];
            int count;
            while ((count = socket.Receive(buffer)) > 0)
            {
                AcknowledgeAtOnce(socket);
                socket.Send(answer, 0, buffer[0] == Bulk ? answer.Length : count, SocketFlags.None);
            }
        }
    }

    private static void Call(IPEndPoint server, bool mixed, int seed)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        byte[] message = new byte[1400], answer = new byte[BulkLength];
        for (int i = seed; ; i++)
        {
            bool bulk = mixed && i % 8 == 0;
            if (bulk) Thread.Sleep(10); // as fast as a recorder on the same machine can write down
            int length = mixed ? 20 + (i % 600) : 1 + (i % 12);
            message[0] = bulk ? Bulk : (byte)1;
            socket.Send(message, 0, length, SocketFlags.None);
            int left = bulk ? BulkLength : length;
            while (left > 0)
            {
                int count = socket.Receive(answer, 0, Math.Min(left, answer.Length), SocketFlags.None);
                if (count == 0) return;
                if (seed % 2 == 0) AcknowledgeAtOnce(socket);
                left -= count;
            }
        }
    }

    private static void AcknowledgeAtOnce(Socket socket) =>
        socket.SetRawSocketOption((int)ProtocolType.Tcp, QuickAck, [1, 0, 0, 0]);
}
