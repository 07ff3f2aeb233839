using NetStack.Internet.Icmpv6;

namespace NetStack.Internet.Icmp;

/// <summary>The errors of ICMP and ICMPv6 and what they mean for a transport. Source: RFC 792, RFC 1122 §3.2.2.1, RFC 4443 §3.</summary>
internal static class ErrorCodes
{
    /// <summary>What an ICMP error says.</summary>
    /// <returns>False for a message that is no error, or one that a host ignores.</returns>
    public static bool TryRead(byte type, byte code, out DeliveryProblem problem)
    {
        DeliveryProblem? read = (type, code) switch
        {
            (IcmpNames.DestinationUnreachable, 0 or 6 or 8 or 11) => DeliveryProblem.NetworkUnreachable,
            (IcmpNames.DestinationUnreachable, 1 or 7 or 12) => DeliveryProblem.HostUnreachable,
            (IcmpNames.DestinationUnreachable, 2) => DeliveryProblem.ProtocolUnreachable,
            (IcmpNames.DestinationUnreachable, 3) => DeliveryProblem.PortUnreachable,
            (IcmpNames.DestinationUnreachable, IcmpNames.FragmentationNeeded) => DeliveryProblem.TooBig,
            (IcmpNames.DestinationUnreachable, 5) => DeliveryProblem.SourceRouteFailed,
            (IcmpNames.DestinationUnreachable, 9 or 10 or 13 or 14 or 15) => DeliveryProblem.Prohibited,
            (IcmpNames.SourceQuench, _) => DeliveryProblem.SourceQuench,
            (IcmpNames.TimeExceeded, 0) => DeliveryProblem.HopLimitExceeded,
            (IcmpNames.TimeExceeded, 1) => DeliveryProblem.ReassemblyTimeExceeded,
            (IcmpNames.ParameterProblem, _) => DeliveryProblem.ParameterProblem,
            _ => null,
        };
        problem = read ?? default;
        return read is not null;
    }

    /// <summary>What an ICMPv6 error says.</summary>
    public static bool TryReadV6(byte type, byte code, out DeliveryProblem problem)
    {
        DeliveryProblem? read = (type, code) switch
        {
            (Icmpv6Names.DestinationUnreachable, 0) => DeliveryProblem.NetworkUnreachable,
            (Icmpv6Names.DestinationUnreachable, 1 or 5 or 6) => DeliveryProblem.Prohibited,
            (Icmpv6Names.DestinationUnreachable, 2 or 3) => DeliveryProblem.HostUnreachable,
            (Icmpv6Names.DestinationUnreachable, 4) => DeliveryProblem.PortUnreachable,
            (Icmpv6Names.PacketTooBig, _) => DeliveryProblem.TooBig,
            (Icmpv6Names.TimeExceeded, 0) => DeliveryProblem.HopLimitExceeded,
            (Icmpv6Names.TimeExceeded, 1) => DeliveryProblem.ReassemblyTimeExceeded,
            (Icmpv6Names.ParameterProblem, 1) => DeliveryProblem.ProtocolUnreachable,
            (Icmpv6Names.ParameterProblem, _) => DeliveryProblem.ParameterProblem,
            _ => null,
        };
        problem = read ?? default;
        return read is not null;
    }

    /// <summary>Type and code of an error that this host sends.</summary>
    public static (byte Type, byte Code) Of(DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.NetworkUnreachable => (IcmpNames.DestinationUnreachable, 0),
        DeliveryProblem.HostUnreachable => (IcmpNames.DestinationUnreachable, 1),
        DeliveryProblem.ProtocolUnreachable => (IcmpNames.DestinationUnreachable, 2),
        DeliveryProblem.PortUnreachable => (IcmpNames.DestinationUnreachable, 3),
        DeliveryProblem.TooBig => (IcmpNames.DestinationUnreachable, IcmpNames.FragmentationNeeded),
        DeliveryProblem.HopLimitExceeded => (IcmpNames.TimeExceeded, 0),
        DeliveryProblem.ReassemblyTimeExceeded => (IcmpNames.TimeExceeded, 1),
        DeliveryProblem.SourceRouteFailed => (IcmpNames.DestinationUnreachable, 5),
        DeliveryProblem.Prohibited => (IcmpNames.DestinationUnreachable, 13),
        _ => (IcmpNames.ParameterProblem, 0),
    };

    /// <summary>The same for ICMPv6.</summary>
    public static (byte Type, byte Code) OfV6(DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.NetworkUnreachable => (Icmpv6Names.DestinationUnreachable, 0),
        DeliveryProblem.Prohibited => (Icmpv6Names.DestinationUnreachable, 1),
        DeliveryProblem.HostUnreachable => (Icmpv6Names.DestinationUnreachable, 3),
        DeliveryProblem.PortUnreachable => (Icmpv6Names.DestinationUnreachable, 4),
        DeliveryProblem.TooBig => (Icmpv6Names.PacketTooBig, 0),
        DeliveryProblem.HopLimitExceeded => (Icmpv6Names.TimeExceeded, 0),
        DeliveryProblem.ReassemblyTimeExceeded => (Icmpv6Names.TimeExceeded, 1),
        DeliveryProblem.ProtocolUnreachable => (Icmpv6Names.ParameterProblem, 1),
        _ => (Icmpv6Names.ParameterProblem, 0),
    };
}
