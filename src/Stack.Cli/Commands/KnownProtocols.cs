using NetStack.Application;
using NetStack.Capture;
using NetStack.Capture.LongTail;
using NetStack.Dissection;

namespace NetStack.Cli.Commands;

/// <summary>Every protocol that the program knows: what the stack speaks, and the long tail that a library reads for it.</summary>
internal static class KnownProtocols
{
    /// <summary>Makes the registry.</summary>
    public static ProtocolRegistry Create() => StandardProtocols.CreateRegistry(new SystemContentDecoder()).WithLongTail();
}
