using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NetStack.Capture.Devices;

namespace NetStack.Benchmarks.Tap;

/// <summary>The kernel's end of a cable: ordinary sockets in a namespace.</summary>
/// <param name="network">The namespace.</param>
internal sealed class KernelEnd(string network)
{
    private const int BufferOctets = 262_144;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Sends as fast as it goes.</summary>
    /// <returns>Gbit/s of data.</returns>
    public double Send(int port, double seconds)
    {
        using Socket socket = Connect(port);
        byte[] buffer = new byte[BufferOctets];
        return Measure(seconds, () => socket.Send(buffer));
    }

    /// <summary>Receives as fast as it comes.</summary>
    /// <returns>Gbit/s of data.</returns>
    public double Receive(int port, double seconds)
    {
        using Socket socket = Connect(port);
        byte[] buffer = new byte[BufferOctets];
        return Measure(seconds, () => socket.Receive(buffer));
    }

    /// <summary>Sends 64 octets, waits for them to come back, and again.</summary>
    /// <returns>Microseconds a round: the median.</returns>
    public double RoundTrip(int port, int rounds)
    {
        using Socket socket = Connect(port);
        socket.NoDelay = true;
        byte[] buffer = new byte[64];
        long[] ticks = new long[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            socket.Send(buffer);
            for (int got = 0; got < buffer.Length;)
                got += socket.Receive(buffer, got, buffer.Length - got, SocketFlags.None);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[rounds / 2]).TotalMicroseconds;
    }

    /// <summary>Opens a connection, sends an octet, reads it back, closes, and again.</summary>
    /// <returns>Connections a second.</returns>
    public double Connections(int port, double seconds) => NetworkNamespace.Run(network, () =>
    {
        byte[] one = new byte[1];
        int count = 0;
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            using Socket socket = Make();
            socket.LingerState = new(true, 0); // a reset: no TIME-WAIT uses up the ports
            socket.Connect(IPAddress.Parse(Rooms.HostAddress), port);
            socket.Send(one);
            socket.Receive(one);
            count++;
        }

        return count / watch.Elapsed.TotalSeconds;
    });

    /// <summary>Serves what <see cref="HostEnd"/> serves, one connection at a time.</summary>
    public List<Socket> Serve()
    {
        List<Socket> listeners = [];
        Listen(listeners, HostEnd.DiscardPort, (socket, buffer) => socket.Receive(buffer) > 0);
        Listen(listeners, HostEnd.SourcePort, (socket, buffer) => socket.Send(buffer) > 0);
        Listen(listeners, HostEnd.EchoPort, (socket, buffer) => socket.Receive(buffer) is > 0 and int got && socket.Send(buffer, got, SocketFlags.None) > 0);
        return listeners;
    }

    /// <summary>A UDP socket that is read as fast as it goes: where raw frames end.</summary>
    public Socket Sink(int port, Action<int> took)
    {
        Socket socket = NetworkNamespace.Run(network, () =>
        {
            Socket made = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            made.Bind(new IPEndPoint(IPAddress.Any, port));
            return made;
        });
        Run(socket, 65_536, (from, buffer) =>
        {
            took(from.Receive(buffer));
            return true;
        });
        return socket;
    }

    public Socket Connect(int port) => NetworkNamespace.Run(network, () =>
    {
        Socket socket = Make();
        socket.Connect(IPAddress.Parse(Rooms.HostAddress), port);
        return socket;
    });

    public static double Measure(double seconds, Func<int> step)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < WarmUp)
            step();
        long octets = 0;
        watch.Restart();
        while (watch.Elapsed.TotalSeconds < seconds)
            octets += step();
        return octets * 8 / watch.Elapsed.TotalSeconds / 1e9;
    }

    /// <summary>A socket that waits for long, but not for ever: a peer that fails costs its row, not the run.</summary>
    private static Socket Make() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        ReceiveTimeout = 20_000,
        SendTimeout = 20_000,
    };

    private void Listen(List<Socket> listeners, int port, Func<Socket, byte[], bool> step)
    {
        Socket listener = NetworkNamespace.Run(network, () =>
        {
            Socket made = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            made.Bind(new IPEndPoint(IPAddress.Any, port));
            made.Listen(128);
            return made;
        });
        listeners.Add(listener);
        Run(listener, BufferOctets, (from, buffer) =>
        {
            using Socket accepted = from.Accept(); // one after another: a thread for each would cost more than a connection
            accepted.NoDelay = true;
            try
            {
                while (step(accepted, buffer)) { }
            }
            catch (SocketException)
            {
                // reset
            }

            return true;
        });
    }

    private static void Run(Socket socket, int bufferOctets, Func<Socket, byte[], bool> step)
    {
        byte[] buffer = new byte[bufferOctets];
        Thread thread = new(() =>
        {
            try
            {
                while (step(socket, buffer)) { }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // the other side has closed, or the run is over
            }

            socket.Dispose();
        }) { IsBackground = true };
        thread.Start();
    }
}
