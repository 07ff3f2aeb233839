using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>What a host is made of: a value that a test, a lab or a scenario names and changes.</summary>
public sealed record HostOptions
{
    /// <summary>The host's name, for people.</summary>
    public string Name { get; init; } = "host";

    /// <summary>The host's number in its events.</summary>
    public int Node { get; init; }

    /// <summary>How its Internet layer behaves.</summary>
    public InternetOptions Internet { get; init; } = InternetOptions.Linux;

    /// <summary>How its TCP behaves.</summary>
    public TcpProfile Tcp { get; init; } = TcpProfile.Linux;

    /// <summary>Octets of memory that the buffers of all sockets may hold together.</summary>
    public long BufferOctets { get; init; } = 1L << 30;

    /// <summary>Sockets that may be open at a time.</summary>
    public int MaxSockets { get; init; } = 2_000_000;

    /// <summary>Octets of data that wait in a UDP socket's receive queue, unless SO_RCVBUF says otherwise.</summary>
    public int UdpReceiveOctets { get; init; } = 212_992;

    /// <summary>Datagrams that wait in a UDP socket's receive queue.</summary>
    public int UdpReceiveDatagrams { get; init; } = 4096;

    /// <summary>Makes a loopback interface, the one with index 1, with 127.0.0.1 and ::1.</summary>
    public bool HasLoopback { get; init; } = true;
}
