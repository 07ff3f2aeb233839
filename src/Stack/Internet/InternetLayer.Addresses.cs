using NetStack.Bytes;
using NetStack.Internet.Routing;
using NetStack.Tracing;

namespace NetStack.Internet;

// The addresses of interfaces: how they come, are looked for on the link (RFC 5227, RFC 4862 §5.4), age and go.
public sealed partial class InternetLayer
{
    private static readonly Duration ProbeWait = Duration.FromSeconds(1); // PROBE_WAIT and MAX_RTR_SOLICITATION_DELAY
    private static readonly Duration ProbeMin = Duration.FromSeconds(1), ProbeMax = Duration.FromSeconds(2);
    private static readonly Duration AnnounceWait = Duration.FromSeconds(2), AnnounceInterval = Duration.FromSeconds(2);
    private static readonly Duration DefendInterval = Duration.FromSeconds(10);
    private const int ProbeCount = 3, AnnounceCount = 2;

    private Timestamp _addressDeadline = Timestamp.Never;

    /// <summary>Gives an interface an address. On Ethernet it is looked for first where the options say so, and is tentative until
    /// then; otherwise it can be used at once. The other addresses of its prefix become neighbors.</summary>
    /// <exception cref="ArgumentException">The host has this address, or it is none that a host can have.</exception>
    public AssignedAddress AddAddress(int @interface, in IpAddress address, int prefixLength, Timestamp now)
    {
        CheckPrefix(address, prefixLength);
        HostInterface on = At(@interface);
        IpAddress scoped = Addresses.Scoped(address, @interface);
        if (address.IsMulticast || Addresses.IsUnspecified(address) || _assigned.ContainsKey(scoped))
            throw new ArgumentException($"{address} cannot be assigned.", nameof(address));
        AssignedAddress added = new(@interface, scoped, prefixLength);
        Assign(on, added, now);
        return added;
    }

    /// <summary>Takes an address away.</summary>
    /// <returns>False when the interface does not have it.</returns>
    public bool RemoveAddress(int @interface, in IpAddress address, Timestamp now)
    {
        HostInterface on = At(@interface);
        if (!_assigned.TryGetValue(Addresses.Scoped(address, @interface), out AssignedAddress? assigned)
            || assigned.Interface != @interface)
            return false;
        Unassign(on, assigned, InternetReasons.AddressRemoved, now);
        return true;
    }

    /// <inheritdoc/>
    public bool IsLocal(in IpAddress address) => IsLocal(address, 0);

    /// <summary>True for a usable address of this host; 127.0.0.0/8 is one as a whole. Source: RFC 1122 §3.2.1.3(g).</summary>
    private bool IsLocal(in IpAddress address, int @interface)
    {
        if (_assigned.TryGetValue(address, out AssignedAddress? assigned)) return assigned.IsUsable;
        if (address.Family == IpFamily.V4) return _loopback is not null && Addresses.IsLoopback(address);
        return @interface != 0 && address.Scope == 0 && Addresses.IsScoped(address)
            && _assigned.TryGetValue(Addresses.Scoped(address, @interface), out assigned) && assigned.IsUsable;
    }

    private void Assign(HostInterface on, AssignedAddress added, Timestamp now)
    {
        on.Addresses.Add(added);
        _assigned[added.Address] = added;
        ForgetWays();
        AddOnLinkRoute(added);
        if (added.Address.Family == IpFamily.V6) JoinGroup(on.Index, Addresses.SolicitedNode(added.Address), now); // RFC 4862 §5.4.2
        bool isIpv4 = added.Address.Family == IpFamily.V4;
        added.ProbesLeft = !on.IsEthernet ? 0 : isIpv4 ? _options.ProbeIpv4Addresses ? ProbeCount : 0 : _options.DuplicateAddressTransmits;
        added.AnnouncementsLeft = isIpv4 && added.ProbesLeft > 0 ? AnnounceCount : 0;
        if (added.ProbesLeft == 0)
        {
            Change(added, AddressState.Preferred, InternetReasons.AddressAssigned, now);
            return;
        }

        Change(added, AddressState.Tentative, InternetReasons.AddressTentative, now);
        Schedule(added, now + Random(ProbeWait));
    }

    private void Unassign(HostInterface on, AssignedAddress assigned, in Reason reason, Timestamp now)
    {
        on.Addresses.Remove(assigned);
        _assigned.Remove(assigned.Address);
        ForgetWays();
        if (assigned.Address.Family == IpFamily.V6) LeaveGroup(on.Index, Addresses.SolicitedNode(assigned.Address), now);
        if (assigned.IsAutomatic)
        {
            Change(assigned, AddressState.None, reason, now);
            return;
        }

        bool isShared = on.Addresses.Exists(other => !other.IsAutomatic
            && other.PrefixLength == assigned.PrefixLength && other.Address.IsWithin(assigned.Address, assigned.PrefixLength));
        if (!isShared) RemoveRoute(assigned.Address, assigned.PrefixLength, default, assigned.Interface);
        Change(assigned, AddressState.None, reason, now);
    }

    /// <summary>An address makes its prefix on-link, but one from a router's advertisement does not: the prefix's own flag
    /// says so. Source: RFC 5942 §4.</summary>
    private void AddOnLinkRoute(AssignedAddress added)
    {
        if (!added.IsAutomatic) AddRoute(added.Address, added.PrefixLength, default, added.Interface);
    }

    private void Change(AssignedAddress address, AddressState to, in Reason reason, Timestamp now)
    {
        AddressState from = address.State;
        if (from == to) return;
        address.State = to;
        ForgetWays();
        _trace?.Publish(new AddressChanged(
            _trace.Envelope(now, reason), address.Interface, address.Address, address.PrefixLength, from, to));
        if (to == AddressState.Preferred && from is AddressState.None or AddressState.Tentative) Announce(address, now);
    }

    private void Schedule(AssignedAddress address, Timestamp at)
    {
        address.NextStep = at;
        if (at < _addressDeadline) _addressDeadline = at;
    }

    private Duration Random(Duration bound) => new((long)_random.Next((ulong)bound.Nanoseconds));

    private void AdvanceAddresses(Timestamp now)
    {
        if (now < _addressDeadline) return;
        _addressDeadline = Timestamp.Never;
        foreach (HostInterface on in _interfaces)
        {
            for (int i = on.Addresses.Count - 1; i >= 0; i--)
                AdvanceAddress(on, on.Addresses[i], now);
        }
    }

    private void AdvanceAddress(HostInterface on, AssignedAddress address, Timestamp now)
    {
        if (address.ValidUntil <= now)
        {
            Unassign(on, address, InternetReasons.AddressRemoved, now);
            return;
        }

        if (address.PreferredUntil <= now && address.State == AddressState.Preferred)
            Change(address, AddressState.Deprecated, InternetReasons.AddressDeprecated, now);
        if (address.NextStep <= now) TakeStep(address, now);
        Timestamp expiry = address.State == AddressState.Preferred && address.PreferredUntil < address.ValidUntil
            ? address.PreferredUntil : address.ValidUntil;
        Timestamp next = address.NextStep < expiry ? address.NextStep : expiry;
        if (next < _addressDeadline) _addressDeadline = next;
    }

    /// <summary>The next probe, the end of probing, or the next announcement. Source: RFC 5227 §2.1.1 and §2.3,
    /// RFC 4862 §5.4.2.</summary>
    private void TakeStep(AssignedAddress address, Timestamp now)
    {
        address.NextStep = Timestamp.Never;
        if (address.State == AddressState.Duplicate) return;
        if (address.State != AddressState.Tentative)
        {
            Announce(address, now);
            return;
        }

        if (address.ProbesLeft == 0)
        {
            Change(address, AddressState.Preferred, InternetReasons.AddressAssigned, now);
            return;
        }

        SendProbe(address, now);
        address.ProbesLeft--;
        bool isIpv4 = address.Address.Family == IpFamily.V4;
        Duration wait = !isIpv4 ? _options.Neighbors.RetransTimer
            : address.ProbesLeft == 0 ? AnnounceWait : ProbeMin + Random(ProbeMax - ProbeMin);
        Schedule(address, now + wait);
    }

    private void Announce(AssignedAddress address, Timestamp now)
    {
        if (address.AnnouncementsLeft == 0) return;
        address.AnnouncementsLeft--;
        SendArp(At(address.Interface), Link.Arp.ArpNames.Request, address.Address, default, address.Address, MacAddress.Broadcast, now);
        if (address.AnnouncementsLeft > 0) Schedule(address, now + AnnounceInterval);
    }

    /// <summary>Somebody else uses the address. While it is tentative it is given up; later it is defended once, and a
    /// second conflict within ten seconds is let pass. Source: RFC 4862 §5.4.5, RFC 5227 §2.1.1 and §2.4(b).</summary>
    private void ReportConflict(AssignedAddress address, Timestamp now)
    {
        if (address.State == AddressState.Tentative)
        {
            Change(address, AddressState.Duplicate, InternetReasons.AddressDuplicate, now);
            return;
        }

        if (!address.IsUsable || address.Address.Family != IpFamily.V4 || now - address.LastConflict < DefendInterval) return;
        address.LastConflict = now;
        SendArp(At(address.Interface), Link.Arp.ArpNames.Request, address.Address, default, address.Address, MacAddress.Broadcast, now);
    }
}
