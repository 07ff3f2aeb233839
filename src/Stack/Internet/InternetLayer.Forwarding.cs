using NetStack.Bytes;
using NetStack.Internet.Ipv4;

namespace NetStack.Internet;

// Datagrams for others.
public sealed partial class InternetLayer
{
    private void Forward(in Arrival arrival, in DatagramHead head, Addressee addressee, Timestamp now) =>
        Drop(InternetReasons.NotForUs, arrival, head, now);

    private void ReassembleIpv4(in Arrival arrival, in DatagramHead head, in Ipv4Header header, Timestamp now) =>
        Drop(InternetReasons.Malformed, arrival, head, now);

    private void ReassembleIpv6(in Arrival arrival, in DatagramHead head, int at, int nextAt, Timestamp now) =>
        Drop(InternetReasons.Malformed, arrival, head, now);

    private static SendResult SendFragmentsIpv4(PacketBuffer payload, in DatagramHead head, in Way way, Timestamp now) => SendResult.TooBig;

    private static SendResult SendFragmentsIpv6(PacketBuffer payload, in DatagramHead head, in Way way, Timestamp now) => SendResult.TooBig;

    private static void ReceiveIgmp(in Arrival arrival, ReadOnlySpan<byte> message, Timestamp now)
    {
    }

    private static void ReceiveListenerMessage(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
    }

    private static void ReceiveRouterAdvertisement(
        in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, ReadOnlySpan<byte> options, Timestamp now)
    {
    }

    private static void ForgetRouter(HostInterface from, in IpAddress router, Timestamp now)
    {
    }

    private static bool IsMember(HostInterface on, in IpAddress group)
    {
        if (group == Addresses.AllSystems || group == Addresses.AllNodes) return true;
        if (group.Family != IpFamily.V6) return false;
        foreach (AssignedAddress assigned in on.Addresses)
            if (assigned.Address.Family == IpFamily.V6 && Addresses.SolicitedNode(assigned.Address) == group) return true;
        return false;
    }
}
