using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Transport.Echo;

/// <summary>Why an echo reply reaches nobody: sentences stand in the catalogues.</summary>
public static class EchoReasons
{
    /// <summary>No program here has asked that, or has asked somebody else.</summary>
    public static Reason Unasked { get; } = new("icmp.echo.unasked", Rfc.Section(1122, "3.2.2.6"));

    /// <summary>The program's queue, or the host's memory, is full.</summary>
    public static Reason QueueFull { get; } = new("icmp.echo.queue-full", Rfc.Section(1122, "3.3.3"));

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } = [Unasked, QueueFull];
}
