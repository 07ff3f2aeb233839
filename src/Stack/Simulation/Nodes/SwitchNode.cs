using NetStack.Bytes;
using NetStack.Link.Ethernet;
using NetStack.Link.Vlan;
using NetStack.Tracing;

namespace NetStack.Simulation.Nodes;

/// <summary>A switch: learns behind which port a station is, and sends frames for it only there; what it does not know it
/// floods. Source: IEEE 802.1Q §8.6 to §8.8.</summary>
public sealed class SwitchNode : Node
{
    /// <summary>Stations that it remembers; more are flooded, as an attacker who invents stations knows.</summary>
    public const int MostStations = 4096;

    private const int LargestFrame = 65_535 + 18;
    private readonly Dictionary<(int Vlan, MacAddress Station), Entry> _table = [];
    private readonly PortVlan[] _vlans;
    private readonly byte[] _buffer = new byte[LargestFrame + VlanHeader.Length];
    private readonly EventPublisher? _trace;

    /// <summary>A switch with ports, all in VLAN 1.</summary>
    public SwitchNode(World world, string name, int ports)
        : base(world, name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ports, 1);
        for (int i = 0; i < ports; i++) AddPort($"port{i + 1}");
        _vlans = [.. Enumerable.Repeat(PortVlan.Access(1), ports)];
        _trace = world.Events is { } events ? new(events, Id) : null;
    }

    private readonly record struct Entry(Port Port, Timestamp SeenAt);

    /// <summary>How long a station is remembered that says nothing. Source: IEEE 802.1Q §8.8.3 (300 s).</summary>
    public Duration Ageing { get; set; } = Duration.FromSeconds(300);

    /// <summary>Stations that it knows.</summary>
    public int Stations => _table.Count;

    /// <inheritdoc/>
    public override Timestamp NextDeadline => Timestamp.Never; // entries age when they are looked at

    /// <summary>Puts a port into VLANs.</summary>
    public void SetVlan(Port port, PortVlan vlan) => _vlans[port.Index] = vlan;

    /// <summary>Behind which port a station is, or null.</summary>
    public Port? PortOf(MacAddress station, int vlan = 1) =>
        _table.TryGetValue((vlan, station), out Entry entry) && World.Now - entry.SeenAt < Ageing ? entry.Port : null;

    /// <inheritdoc/>
    public override void Advance(Timestamp now)
    {
    }

    /// <inheritdoc/>
    protected override void Receive(Port port, in Frame frame, Timestamp now)
    {
        if (!EthernetHeader.TryParse(frame.Octets, out EthernetHeader header, out _)) return;
        bool isTagged = header.TypeOrLength == EtherType.Vlan;
        int vlan = _vlans[port.Index].Id;
        if (isTagged)
        {
            if (!VlanHeader.TryParse(frame.Octets[EthernetHeader.Length..], out VlanHeader tag, out _)) return;
            if (tag.Id != 0) vlan = tag.Id; // 0 is a priority without a VLAN
        }

        if (vlan == 0 || !_vlans[port.Index].Carries(vlan))
        {
            Publish(SwitchReasons.WrongVlan, port, header.Source, vlan, now);
            return;
        }

        Learn(header.Source, vlan, port, now);
        if (!header.Destination.IsMulticast && PortOf(header.Destination, vlan) is { } known)
        {
            if (known != port) Send(known, frame, vlan, isTagged, now); // else it was on the right side already
            return;
        }

        if (!header.Destination.IsMulticast) Publish(SwitchReasons.Unknown, port, header.Destination, vlan, now);
        foreach (Port other in Ports)
            if (other != port && _vlans[other.Index].Carries(vlan)) Send(other, frame, vlan, isTagged, now);
    }

    private void Learn(MacAddress station, int vlan, Port port, Timestamp now)
    {
        if (station.IsMulticast) return; // nobody's address
        bool isKnown = _table.TryGetValue((vlan, station), out Entry old);
        if (!isKnown && _table.Count >= MostStations && !TryForget(now))
        {
            Publish(SwitchReasons.TableFull, port, station, vlan, now);
            return;
        }

        _table[(vlan, station)] = new(port, now);
        if (!isKnown) Publish(SwitchReasons.Learnt, port, station, vlan, now);
        else if (old.Port != port) Publish(SwitchReasons.Moved, port, station, vlan, now);
    }

    private bool TryForget(Timestamp now)
    {
        int before = _table.Count;
        foreach (((int, MacAddress) key, Entry entry) in _table)
            if (now - entry.SeenAt >= Ageing) _table.Remove(key);
        return _table.Count < before;
    }

    /// <summary>Sends a frame with or without a tag, as the port has it.</summary>
    private void Send(Port port, in Frame frame, int vlan, bool isTagged, Timestamp now)
    {
        bool wantsTag = _vlans[port.Index].Id != vlan;
        if (wantsTag == isTagged)
        {
            port.Send(frame, now);
            return;
        }

        ReadOnlySpan<byte> octets = frame.Octets;
        const int addresses = EthernetHeader.Length - 2; // the tag stands behind the addresses
        octets[..addresses].CopyTo(_buffer);
        if (wantsTag)
        {
            ushort type = (ushort)(octets[addresses] << 8 | octets[addresses + 1]);
            EthernetHeader.Write(_buffer, MacAddress.Read(octets), MacAddress.Read(octets[6..]), EtherType.Vlan);
            VlanHeader.Write(_buffer.AsSpan(EthernetHeader.Length), 0, false, vlan, type);
            octets[EthernetHeader.Length..].CopyTo(_buffer.AsSpan(EthernetHeader.Length + VlanHeader.Length));
            port.Send(new(_buffer.AsSpan(0, octets.Length + VlanHeader.Length), frame.Checksum, frame.SegmentSize), now);
            return;
        }

        octets[(addresses + VlanHeader.Length)..].CopyTo(_buffer.AsSpan(addresses));
        port.Send(new(_buffer.AsSpan(0, octets.Length - VlanHeader.Length), frame.Checksum, frame.SegmentSize), now);
    }

    private void Publish(in Reason reason, Port port, MacAddress station, int vlan, Timestamp now) =>
        _trace?.Publish(new SwitchDecided(_trace.Envelope(now, reason), port.Name, station, vlan));
}
