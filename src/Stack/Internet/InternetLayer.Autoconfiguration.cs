using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Autoconfiguration;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv6;
using NetStack.Internet.Routing;

namespace NetStack.Internet;

// Addresses and default routers from the routers of a link. Source: RFC 4862 §5, RFC 4861 §6.3.
public sealed partial class InternetLayer
{
    /// <summary>The most routers and prefixes that an interface learns: a neighbor may make up as many as it likes.</summary>
    public const int MaxLearntRoutes = 32;

    /// <summary>The most addresses that an interface makes itself from advertised prefixes.</summary>
    public const int MaxAutomaticAddresses = 16;

    private const int MaxRouterSolicitations = 3; // RFC 4861 §10, as the next
    private const uint Infinity = uint.MaxValue;
    private static readonly Duration RouterSolicitationInterval = Duration.FromSeconds(4);
    private static readonly Duration TwoHours = Duration.FromSeconds(7200); // RFC 4862 §5.5.3(e)

    private Timestamp _routerDeadline = Timestamp.Never;

    /// <summary>Gives an Ethernet interface its link-local address, and asks for routers, whose advertisements bring the rest.</summary>
    public void StartAutoconfiguration(int @interface, Timestamp now)
    {
        HostInterface on = At(@interface);
        if (!on.IsEthernet) return;
        IpAddress own = IpAddress.V6(0xFE80_0000_0000_0000, Addresses.InterfaceIdentifier(on.Mac));
        if (!_assigned.ContainsKey(Addresses.Scoped(own, @interface))) AddAddress(@interface, own, 64, now);
        if (!_options.AcceptRouterAdvertisements) return;
        on.SolicitationsLeft = MaxRouterSolicitations;
        ScheduleSolicitation(on, now + Random(ProbeWait));
    }

    /// <summary>RFC 4861 §6.3.4. The hop limit and the neighbor timers that a router suggests are not taken over: the options
    /// of this host say what they are.</summary>
    private void ReceiveRouterAdvertisement(in Arrival arrival, in DatagramHead head, ReadOnlySpan<byte> message, Timestamp now)
    {
        HostInterface from = arrival.Interface;
        bool isRouter = Addresses.IsScoped(head.Source); // RFC 4861 §6.1.2
        if (!isRouter || !_options.AcceptRouterAdvertisements || _options.Forwarding) return;
        from.SolicitationsLeft = 0;
        RouterAdvertisement advertisement = new(message);
        MacAddress mac = advertisement.LinkAddress;
        if (mac != default && !mac.IsMulticast) _neighbors.Mention(from.Index, head.Source, mac, mayCreate: true, now);
        Learn(from, new(Addresses.Unspecified, 0, head.Source, from.Index), advertisement.RouterLifetime, now);
        NeighborOptionReader options = advertisement.Options;
        while (options.TryNext(out ReadOnlySpan<byte> option))
        {
            if (PrefixInformation.TryRead(option, out PrefixInformation prefix)) LearnPrefix(from, prefix, now);
            else if (option[0] == NeighborOptionFields.Mtu) LearnLinkMtu(from, BinaryPrimitives.ReadUInt32BigEndian(option[4..]));
        }
    }

    private void LearnLinkMtu(HostInterface from, uint mtu)
    {
        if (mtu < MinIpv6Mtu || mtu > from.Mtu) return;
        from.AnnouncedMtu = (int)mtu;
        ForgetWays();
    }

    private void LearnPrefix(HostInterface from, in PrefixInformation prefix, Timestamp now)
    {
        Duration valid = Lifetime(prefix.ValidSeconds), preferred = Lifetime(prefix.PreferredSeconds);
        if (prefix.IsOnLink) Learn(from, new(prefix.Prefix, prefix.PrefixLength, default, from.Index), valid, now);
        if (prefix.IsAutonomous && preferred <= valid && prefix.PrefixLength == 64) MakeAddress(from, prefix.Prefix, valid, preferred, now);
    }

    /// <summary>RFC 4862 §5.5.3(d) and (e).</summary>
    private void MakeAddress(HostInterface from, in IpAddress prefix, Duration valid, Duration preferred, Timestamp now)
    {
        IpAddress address = IpAddress.V6(prefix.High, Addresses.InterfaceIdentifier(from.Mac));
        if (!_assigned.TryGetValue(address, out AssignedAddress? assigned))
        {
            bool isRoom = from.Addresses.Count(other => other.IsAutomatic) < MaxAutomaticAddresses;
            if (valid.Nanoseconds == 0 || !isRoom) return;
            assigned = new(from.Index, address, 64) { IsAutomatic = true };
            SetLifetimes(assigned, valid, preferred, now);
            Assign(from, assigned, now);
            return;
        }

        if (!assigned.IsAutomatic || assigned.Interface != from.Index) return;
        // (e): a forged advertisement must not end an address at once; two hours remain
        Duration rest = assigned.ValidUntil == Timestamp.Never ? Lifetime(Infinity) : assigned.ValidUntil - now;
        Duration effective = valid > TwoHours || valid > rest ? valid : rest <= TwoHours ? rest : TwoHours;
        SetLifetimes(assigned, effective, preferred, now);
        if (preferred.Nanoseconds > 0 && assigned.State == AddressState.Deprecated)
            Change(assigned, AddressState.Preferred, InternetReasons.AddressAssigned, now);
    }

    private void SetLifetimes(AssignedAddress address, Duration valid, Duration preferred, Timestamp now)
    {
        (address.ValidUntil, address.PreferredUntil) = (After(now, valid), After(now, preferred));
        Timestamp first = address.PreferredUntil < address.ValidUntil ? address.PreferredUntil : address.ValidUntil;
        if (first < _addressDeadline) _addressDeadline = first;
    }

    private static Duration Lifetime(uint seconds) => seconds == Infinity ? new(long.MaxValue) : Duration.FromSeconds(seconds);

    private static Timestamp After(Timestamp now, Duration lifetime) =>
        lifetime.Nanoseconds == long.MaxValue ? Timestamp.Never : now + lifetime;

    /// <summary>Adds a route for a time, or gives it a new time; a time of zero takes it away.</summary>
    private void Learn(HostInterface from, in Route route, Duration lifetime, Timestamp now)
    {
        int place = IndexOf(from, route);
        if (lifetime.Nanoseconds == 0)
        {
            if (place >= 0) Forget(from, place);
            return;
        }

        LearntRoute learnt = new(route, After(now, lifetime));
        if (place >= 0)
        {
            from.LearntRoutes[place] = learnt;
        }
        else
        {
            if (from.LearntRoutes.Count >= MaxLearntRoutes) return;
            from.LearntRoutes.Add(learnt);
            AddRoute(route.Prefix, route.PrefixLength, route.Gateway, route.Interface, route.Metric);
        }

        if (learnt.Until < _routerDeadline) _routerDeadline = learnt.Until;
    }

    private static int IndexOf(HostInterface from, Route route) => from.LearntRoutes.FindIndex(known =>
        known.Route.Gateway == route.Gateway && known.Route.PrefixLength == route.PrefixLength
        && known.Route.Prefix.IsWithin(route.Prefix, route.PrefixLength));

    private void Forget(HostInterface from, int place)
    {
        Route route = from.LearntRoutes[place].Route;
        from.LearntRoutes.RemoveAt(place);
        RemoveRoute(route.Prefix, route.PrefixLength, route.Gateway, route.Interface);
    }

    /// <summary>A neighbor says that it is no router any more. Source: RFC 4861 §7.2.5.</summary>
    private void ForgetRouter(HostInterface from, in IpAddress router)
    {
        int place = IndexOf(from, new(Addresses.Unspecified, 0, router, from.Index));
        if (place >= 0) Forget(from, place);
    }

    private void ScheduleSolicitation(HostInterface on, Timestamp at)
    {
        on.NextSolicitation = at;
        if (at < _routerDeadline) _routerDeadline = at;
    }

    private void AdvanceRouters(Timestamp now)
    {
        if (now < _routerDeadline) return;
        _routerDeadline = Timestamp.Never;
        foreach (HostInterface on in _interfaces)
        {
            for (int i = on.LearntRoutes.Count - 1; i >= 0; i--)
            {
                Timestamp until = on.LearntRoutes[i].Until;
                if (until <= now) Forget(on, i);
                else if (until < _routerDeadline) _routerDeadline = until;
            }

            if (on.SolicitationsLeft == 0) continue;
            if (on.NextSolicitation <= now) SolicitRouters(on, now);
            if (on.SolicitationsLeft > 0 && on.NextSolicitation < _routerDeadline) _routerDeadline = on.NextSolicitation;
        }
    }

    /// <summary>RFC 4861 §6.3.7: three times at most, four seconds apart.</summary>
    private void SolicitRouters(HostInterface on, Timestamp now)
    {
        on.SolicitationsLeft--;
        on.NextSolicitation = now + RouterSolicitationInterval;
        if (!on.IsUp) return;
        IpAddress source = LinkLocalOf(on);
        bool hasSource = !Addresses.IsUnspecified(source);
        int length = Icmpv6Header.Length + (hasSource ? LinkAddressOptionLength : 0);
        _solicitation.Clear();
        Span<byte> message = _solicitation.Append(length);
        Icmpv6Header.Write(message, Icmpv6Names.RouterSolicitation, 0, 0);
        if (hasSource) WriteLinkAddress(message[Icmpv6Header.Length..], NeighborOptionFields.SourceLinkAddress, on.Mac);
        Icmpv6Header.WriteChecksum(message, source, Addresses.AllRouters);
        SendOnLink(on, source, Addresses.AllRouters, Addresses.GroupMac(Addresses.AllRouters), length, now);
    }
}
