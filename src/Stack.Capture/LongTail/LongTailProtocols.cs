using System.Collections.Immutable;
using NetStack.Dissection;

namespace NetStack.Capture.LongTail;

/// <summary>The allow-list: every protocol that PacketDotNet may read for us.</summary>
public static class LongTailProtocols
{
    /// <summary>All, by the name under which they were fuzzed.</summary>
    public static ImmutableArray<LongTailDissector> Dissectors => [new WakeOnLanDissector(), new RadiotapDissector(), new WirelessDissector()];

    /// <summary>A registry that knows the long tail, too. What it knew before stays as it is: a key that is bound already
    /// is never taken over.</summary>
    public static ProtocolRegistry WithLongTail(this ProtocolRegistry registry)
    {
        foreach (LongTailDissector dissector in Dissectors)
        {
            if (registry.EntryOf(dissector.Protocol.Name) < 0
                && !dissector.Bindings.Any(binding => registry.Find(binding.Table, binding.Key) >= 0))
                registry = registry.With(dissector);
        }

        return registry;
    }
}
