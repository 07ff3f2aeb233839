using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Igmp;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Internet.Multicast;
using NetStack.Link.Ethernet;

namespace NetStack.Internet;

// Groups: which ones an interface receives, and how routers hear of it: IGMPv2 (RFC 2236) and MLDv1 (RFC 2710), which
// routers of the later versions understand as well (RFC 3376 §7.3, RFC 3810 §8.3).
public sealed partial class InternetLayer
{
    /// <summary>The most groups of an interface.</summary>
    public const int MaxGroups = 256;

    private const int IgmpLength = 8, ListenerLength = 24, ListenerGroupAt = 8;
    private static readonly Duration UnsolicitedReportInterval = Duration.FromSeconds(10); // RFC 2236 §8.10, RFC 2710 §7.10

    /// <summary>Router Alert for IPv4 (RFC 2113 §2.1), and the hop-by-hop header with it for MLD (RFC 2710 §3), padded.</summary>
    private static ReadOnlySpan<byte> RouterAlertV4 => [0x94, 4, 0, 0];

    private static ReadOnlySpan<byte> RouterAlertV6 => [IpProtocol.Icmpv6, 0, 5, 2, 0, 0, 1, 0];

    private Timestamp _groupDeadline = Timestamp.Never;

    /// <summary>Joins a group on an interface; each call needs a <see cref="LeaveGroup"/>.</summary>
    /// <returns>False when the interface has joined too many.</returns>
    /// <exception cref="ArgumentException">Not a group.</exception>
    public bool JoinGroup(int @interface, in IpAddress group, Timestamp now)
    {
        if (!group.IsMulticast) throw new ArgumentException($"{group} is no group.", nameof(group));
        HostInterface on = At(@interface);
        GroupMembership? membership = Find(on, group);
        if (membership is null)
        {
            if (on.Groups.Count >= MaxGroups) return false;
            on.Groups.Add(membership = new(group));
            SendReport(on, membership, now);
            if (IsReported(on, group)) Schedule(membership, now + Random(UnsolicitedReportInterval)); // the first may get lost
        }

        membership.Members++;
        return true;
    }

    /// <summary>Leaves a group that was joined.</summary>
    /// <returns>False when the interface has not joined it.</returns>
    public bool LeaveGroup(int @interface, in IpAddress group, Timestamp now)
    {
        HostInterface on = At(@interface);
        if (Find(on, group) is not { } membership) return false;
        if (--membership.Members > 0) return true;
        on.Groups.Remove(membership);
        if (membership.WasReported) SendLeave(on, group, now);
        return true;
    }

    private static bool IsMember(HostInterface on, in IpAddress group) =>
        group == Addresses.AllSystems || group == Addresses.AllNodes || Find(on, group) is not null;

    private static GroupMembership? Find(HostInterface on, in IpAddress group)
    {
        foreach (GroupMembership membership in on.Groups)
            if (membership.Group == group) return membership;
        return null;
    }

    /// <summary>Groups that everybody is in, and those of the own node, are not reported. Source: RFC 2236 §6, RFC 2710 §5.</summary>
    private bool IsReported(HostInterface on, in IpAddress group) =>
        _options.ReportGroups && on is { IsEthernet: true, IsUp: true } && group != Addresses.AllSystems && group != Addresses.AllNodes
        && (group.Family == IpFamily.V4 || (group.High >> 48 & 0xF) > 1);

    private void Schedule(GroupMembership membership, Timestamp at)
    {
        membership.ReportAt = at;
        if (at < _groupDeadline) _groupDeadline = at;
    }

    private void AdvanceGroups(Timestamp now)
    {
        if (now < _groupDeadline) return;
        _groupDeadline = Timestamp.Never;
        foreach (HostInterface on in _interfaces)
        {
            foreach (GroupMembership membership in on.Groups)
            {
                if (membership.ReportAt <= now) SendReport(on, membership, now);
                if (membership.ReportAt < _groupDeadline) _groupDeadline = membership.ReportAt;
            }
        }
    }

    /// <summary>IGMP: a query asks for reports, the report of another makes the own one needless. Source: RFC 2236 §3.</summary>
    private void ReceiveIgmp(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        if (message.Length < IgmpLength || InternetChecksum.Add(message) != 0xFFFF)
        {
            Drop(message.Length < IgmpLength ? InternetReasons.Malformed : InternetReasons.BadChecksum, arrival, head, now);
            return;
        }

        IpAddress group = IpAddress.Read(message.Slice(4, 4));
        if (message[0] == IgmpFields.Query)
        {
            int tenths = message[1] == 0 ? 100 : message[1]; // version 1 leaves it out: RFC 2236 §4
            Query(arrival.Interface, group, Duration.FromMilliseconds(tenths * 100), now);
        }
        else if (message[0] is IgmpFields.Report1 or IgmpFields.Report2)
        {
            Suppress(arrival.Interface, group);
        }
    }

    /// <summary>MLD, the same for IPv6. Source: RFC 2710 §4.</summary>
    private void ReceiveListenerMessage(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        bool isValid = message.Length >= ListenerLength && head.HopLimit == 1 && Addresses.IsScoped(head.Source);
        if (!isValid)
        {
            Drop(InternetReasons.Malformed, arrival, head, now);
            return;
        }

        IpAddress group = IpAddress.Read(message.Slice(ListenerGroupAt, 16));
        if (message[0] == Icmpv6Names.ListenerQuery)
            Query(arrival.Interface, group, Duration.FromMilliseconds(BinaryPrimitives.ReadUInt16BigEndian(message[4..])), now);
        else if (message[0] == Icmpv6Names.ListenerReport) Suppress(arrival.Interface, group);
    }

    /// <summary>A router asks: each group is reported after a random time, so that of many hosts one answers first.</summary>
    private void Query(HostInterface on, in IpAddress group, Duration within, Timestamp now)
    {
        foreach (GroupMembership membership in on.Groups)
        {
            bool isAsked = membership.Group.Family == group.Family && (Addresses.IsUnspecified(group) || membership.Group == group);
            if (!isAsked || !IsReported(on, membership.Group)) continue;
            Timestamp at = within.Nanoseconds > 0 ? now + Random(within) : now;
            if (at < membership.ReportAt) Schedule(membership, at);
        }
    }

    private static void Suppress(HostInterface on, in IpAddress group)
    {
        if (Find(on, group) is not { } membership) return;
        membership.ReportAt = Timestamp.Never;
        membership.WasReported = false;
    }

    private void SendReport(HostInterface on, GroupMembership membership, Timestamp now)
    {
        membership.ReportAt = Timestamp.Never;
        if (!IsReported(on, membership.Group)) return;
        membership.WasReported = true;
        if (membership.Group.Family == IpFamily.V4) SendIgmp(on, IgmpFields.Report2, membership.Group, membership.Group, now);
        else SendListener(on, Icmpv6Names.ListenerReport, membership.Group, membership.Group, now);
    }

    private void SendLeave(HostInterface on, in IpAddress group, Timestamp now)
    {
        if (!on.IsUp) return;
        if (group.Family == IpFamily.V4) SendIgmp(on, IgmpFields.Leave, group, Addresses.AllSystemsRouters, now);
        else SendListener(on, Icmpv6Names.ListenerDone, group, Addresses.AllRouters, now);
    }

    private void SendIgmp(HostInterface on, byte type, in IpAddress group, in IpAddress destination, Timestamp now)
    {
        if (!on.TryFirst(IpFamily.V4, out IpAddress source)) source = IpAddress.V4(0);
        _solicitation.Clear();
        Span<byte> message = _solicitation.Append(IgmpLength);
        message.Clear();
        message[0] = type;
        group.Write(message[4..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message));
        int headerLength = Ipv4Header.MinLength + RouterAlertV4.Length;
        Ipv4Header.Write(_solicitation.Prepend(headerLength), InternetworkControl, (ushort)(headerLength + IgmpLength), 0, true, 1,
            IpProtocol.Igmp, source, destination, RouterAlertV4);
        SendEthernet(on, _solicitation, Addresses.GroupMac(destination), EtherType.Ipv4, now);
    }

    /// <summary>The source is a link-local address, or none at all while there is none yet. Source: RFC 3590 §4.</summary>
    private void SendListener(HostInterface on, byte type, in IpAddress group, in IpAddress destination, Timestamp now)
    {
        IpAddress source = LinkLocalOf(on);
        _solicitation.Clear();
        Span<byte> message = _solicitation.Append(ListenerLength);
        Icmpv6Header.Write(message, type, 0, 0);
        group.Write(message[ListenerGroupAt..]);
        Icmpv6Header.WriteChecksum(message, source, destination);
        RouterAlertV6.CopyTo(_solicitation.Prepend(RouterAlertV6.Length));
        Ipv6Header.Write(_solicitation.Prepend(Ipv6Header.Length), 0, 0, (ushort)(ListenerLength + RouterAlertV6.Length),
            IpProtocol.HopByHop, 1, source, destination);
        SendEthernet(on, _solicitation, Addresses.GroupMac(destination), EtherType.Ipv6, now);
    }

    private static IpAddress LinkLocalOf(HostInterface on)
    {
        foreach (AssignedAddress assigned in on.Addresses)
            if (assigned.IsUsable && Addresses.IsScoped(assigned.Address)) return assigned.Address;
        return Addresses.Unspecified;
    }
}
