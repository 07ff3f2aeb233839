using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Serving;

/// <summary>Why an application began or ended with a connection: sentences stand in the catalogues.</summary>
public static class ServiceReasons
{
    /// <summary>A connection was waiting.</summary>
    public static Reason Accepted { get; } = new("app.accepted", Rfc.Section(9293, "3.9.1"));

    /// <summary>The connection that it asked for is open.</summary>
    public static Reason Connected { get; } = new("app.connected", Rfc.Section(9293, "3.9.1"));

    /// <summary>The connection that it asked for could not be opened.</summary>
    public static Reason NotConnected { get; } = new("app.not-connected", Rfc.Section(9293, "3.9.1"));

    /// <summary>Both sides have said everything.</summary>
    public static Reason Finished { get; } = new("app.finished", Rfc.Section(9293, "3.6"));

    /// <summary>Nothing happened for too long.</summary>
    public static Reason Idle { get; } = new("app.idle", Rfc.Section(1122, "4.2.3.6"));

    /// <summary>The connection broke.</summary>
    public static Reason Broken { get; } = new("app.broken", Rfc.Section(9293, "3.5.2"));

    /// <summary>The host has no memory for what is to be sent.</summary>
    public static Reason NoMemory { get; } = new("app.no-memory", Rfc.Section(9293, "3.9.1"));

    /// <summary>There are as many connections as it may have.</summary>
    public static Reason TooMany { get; } = new("app.too-many", Rfc.Section(4987, "3"));

    /// <summary>The application was stopped.</summary>
    public static Reason Stopped { get; } = new("app.stopped", Rfc.Section(9293, "3.9.1"));

    /// <summary>The datagram says that it comes from another service, which would answer the answer.</summary>
    public static Reason WouldLoop { get; } = new("app.would-loop", Rfc.Section(862, "UDP Based Echo Service"));

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } =
        [Accepted, Connected, NotConnected, Finished, Idle, Broken, NoMemory, TooMany, Stopped, WouldLoop];
}
