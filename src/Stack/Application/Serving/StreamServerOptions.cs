using NetStack.Bytes;
using NetStack.Hosting;

namespace NetStack.Application.Serving;

/// <summary>Where a server listens and how much it takes upon itself.</summary>
public sealed record StreamServerOptions
{
    /// <summary>The address and port; without an address any of the host's, of both versions of IP, and port 0 is
    /// the service's own.</summary>
    public SocketAddress At { get; init; }

    /// <summary>Connections at a time; one more is reset.</summary>
    public int MaxConnections { get; init; } = 100_000;

    /// <summary>Connections that may wait to be accepted.</summary>
    public int Backlog { get; init; } = 4096;

    /// <summary>How long a connection may do nothing; zero for as long as it likes.</summary>
    public Duration IdleLimit { get; init; } = Duration.FromSeconds(300);

    /// <summary>Also answers datagrams, where the service knows them.</summary>
    public bool HasDatagrams { get; init; } = true;
}
