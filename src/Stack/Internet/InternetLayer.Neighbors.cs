using NetStack.Bytes;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Neighbors;
using NetStack.Link.Arp;
using NetStack.Link.Ethernet;

namespace NetStack.Internet;

// Link addresses: ARP (RFC 826, RFC 5227), and what the neighbor cache asks for.
public sealed partial class InternetLayer
{
    /// <summary>RFC 826 "Packet Reception", and RFC 5227 §2.1.1 and §2.4 for conflicts.</summary>
    private void ReceiveArp(HostInterface from, ReadOnlySpan<byte> octets, Timestamp now)
    {
        if (!ArpHeader.TryParse(octets, out ArpHeader header, out _) || !header.HasMacAddresses || !header.HasIpv4Addresses) return;
        MacAddress mac = MacAddress.Read(header.SenderHardware);
        IpAddress sender = IpAddress.Read(header.SenderProtocol), target = IpAddress.Read(header.TargetProtocol);
        if (mac == from.Mac || mac.IsMulticast || sender.IsMulticast || sender == Addresses.LimitedBroadcast) return;
        if (IsConflict(from, header, sender, target, out AssignedAddress? assigned))
        {
            ReportConflict(assigned!, now);
            return;
        }

        bool isForUs = _assigned.TryGetValue(target, out assigned) && assigned.Interface == from.Index && assigned.IsUsable;
        LearnFromArp(from, header, sender, mac, isForUs, now);
        if (isForUs && header.Operation == ArpNames.Request) SendArp(from, ArpNames.Reply, target, mac, sender, mac, now);
    }

    private void LearnFromArp(HostInterface from, in ArpHeader header, in IpAddress sender, MacAddress mac, bool isForUs, Timestamp now)
    {
        if (Addresses.IsUnspecified(sender)) return; // a probe: its sender has no address yet
        bool isReply = header.Operation == ArpNames.Reply;
        if (isReply && isForUs) _neighbors.Advertise(from.Index, sender, mac, isSolicited: true, overrides: true, now);
        else _neighbors.Mention(from.Index, sender, mac, mayCreate: isForUs && !isReply, now);
    }

    /// <summary>Somebody uses an address of ours, or (while ours is tentative) asks for it without having it.</summary>
    private bool IsConflict(
        HostInterface from, in ArpHeader header, in IpAddress sender, in IpAddress target, out AssignedAddress? assigned)
    {
        bool isOurs = _assigned.TryGetValue(sender, out assigned) && assigned.Interface == from.Index;
        if (isOurs && assigned!.State != AddressState.Duplicate) return true; // a duplicate is the other's: nothing to defend
        return header.IsProbe && _assigned.TryGetValue(target, out assigned) && assigned.Interface == from.Index
            && assigned.State == AddressState.Tentative;
    }

    private void SendArp(HostInterface through, ushort operation, in IpAddress sender, MacAddress targetMac, in IpAddress target,
        MacAddress linkDestination, Timestamp now)
    {
        if (!through.IsUp || !through.IsEthernet) return;
        _solicitation.Clear();
        ArpHeader.Write(_solicitation.Append(ArpHeader.EthernetIpv4Length), operation, through.Mac, sender, targetMac, target);
        SendEthernet(through, _solicitation, linkDestination, EtherType.Arp, now);
    }

    /// <summary>A question whether anybody has the address. Source: RFC 5227 §2.1.1, RFC 4862 §5.4.2.</summary>
    private void SendProbe(AssignedAddress address, Timestamp now)
    {
        HostInterface through = At(address.Interface);
        if (address.Address.Family == IpFamily.V4)
            SendArp(through, ArpNames.Request, IpAddress.V4(0), default, address.Address, MacAddress.Broadcast, now);
        else SendNeighborSolicitation(through, Addresses.Unspecified, address.Address, default, now);
    }

    void INeighborUser.Solicit(int @interface, in IpAddress neighbor, MacAddress known, Timestamp now)
    {
        HostInterface through = At(@interface);
        if (!TrySelectSource(through, neighbor, out IpAddress source)) return;
        if (neighbor.Family == IpFamily.V4)
            SendArp(through, ArpNames.Request, source, default, neighbor, known == default ? MacAddress.Broadcast : known, now);
        else SendNeighborSolicitation(through, source, neighbor, known, now);
    }

    void INeighborUser.SendHeld(int @interface, MacAddress neighbor, in Frame datagram, Timestamp now)
    {
        _solicitation.Clear();
        // the room behind is for a payload, that before for headers: together they hold the longest packet
        int header = datagram.Octets.Length > PacketBuffer.MaxPayload ? Ipv6.Ipv6Header.Length : 0;
        datagram.Octets[header..].CopyTo(_solicitation.Append(datagram.Octets.Length - header));
        datagram.Octets[..header].CopyTo(_solicitation.Prepend(header));
        (_solicitation.Checksum, _solicitation.SegmentSize) = (datagram.Checksum, datagram.SegmentSize);
        SendEthernet(At(@interface), _solicitation, neighbor, datagram.Octets[0] >> 4 == 4 ? EtherType.Ipv4 : EtherType.Ipv6, now);
    }

    void INeighborUser.GiveUp(int @interface, in IpAddress neighbor, in Frame datagram, Timestamp now) =>
        ReportUndeliverable(At(@interface), datagram, now);

    void INeighborUser.StateChanged(
        int @interface, in IpAddress neighbor, MacAddress mac, NeighborState from, NeighborState to, Timestamp now) =>
        _trace?.Publish(new NeighborStateChanged(
            _trace.Envelope(now, InternetReasons.NeighborChanged), @interface, neighbor, mac, from, to));
}
