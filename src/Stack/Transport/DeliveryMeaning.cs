using NetStack.Internet;
using NetStack.Transport.Udp;

namespace NetStack.Transport;

/// <summary>What an ICMP error means for the user of a datagram socket. Source: RFC 1122 §4.1.3.3; the numbers are Linux's.</summary>
internal static class DeliveryMeaning
{
    /// <summary>The error, and whether a connected socket is told of it unasked.</summary>
    public static (Errno Errno, bool IsFatal) Of(DeliveryProblem problem, MtuDiscovery discovery) => problem switch
    {
        DeliveryProblem.PortUnreachable => (Errno.ECONNREFUSED, true),
        DeliveryProblem.ProtocolUnreachable => (Errno.ENOPROTOOPT, true),
        DeliveryProblem.NetworkUnreachable => (Errno.ENETUNREACH, false),
        DeliveryProblem.HostUnreachable => (Errno.EHOSTUNREACH, false),
        DeliveryProblem.HopLimitExceeded or DeliveryProblem.ReassemblyTimeExceeded => (Errno.EHOSTUNREACH, false),
        DeliveryProblem.SourceRouteFailed => (Errno.EOPNOTSUPP, false),
        DeliveryProblem.Prohibited => (Errno.EHOSTUNREACH, true),
        DeliveryProblem.ParameterProblem => (Errno.EPROTO, true),
        DeliveryProblem.TooBig when discovery != MtuDiscovery.Dont => (Errno.EMSGSIZE, true),
        _ => (Errno.None, false),
    };
}
