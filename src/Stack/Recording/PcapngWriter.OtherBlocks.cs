using NetStack.Bytes;

namespace NetStack.Recording;

// The blocks that describe, and the options of all of them.
public sealed partial class PcapngWriter
{
    /// <summary>Writes what an interface of this section counted. Source: draft-ietf-opsawg-pcapng §4.6.</summary>
    public void WriteStatistics(int interfaceIndex, InterfaceStatistics statistics)
    {
        RecordedInterface source = _interfaces[interfaceIndex];
        _options.Begin(_order);
        if (statistics.Started is { } started) _options.AddTime(PcapngFormat.StatisticsStart, source.Resolution.ToTicks(started));
        if (statistics.Ended is { } ended) _options.AddTime(PcapngFormat.StatisticsEnd, source.Resolution.ToTicks(ended));
        _options.AddNumber(PcapngFormat.StatisticsReceived, statistics.Received);
        _options.AddNumber(PcapngFormat.StatisticsDropped, statistics.Dropped);
        _options.AddNumber(PcapngFormat.StatisticsAccepted, statistics.Accepted);
        _options.AddNumber(PcapngFormat.StatisticsSystemDropped, statistics.DroppedBySystem);
        _options.AddNumber(PcapngFormat.StatisticsDelivered, statistics.Delivered);
        ReadOnlySpan<byte> options = _options.End();
        Span<byte> block = BeginBlock(PcapngFormat.InterfaceStatistics, PcapngFormat.StatisticsBody, options.Length);
        ulong ticks = source.Resolution.ToTicks(statistics.Time);
        _order.Put32(block, 0, (uint)source.IdInSection);
        _order.Put32(block, 4, (uint)(ticks >> 32));
        _order.Put32(block, 8, unchecked((uint)ticks));
        options.CopyTo(block[PcapngFormat.StatisticsBody..]);
        EndBlock();
    }

    /// <summary>Writes host names. Source: draft-ietf-opsawg-pcapng §4.5.</summary>
    public void WriteNames(IEnumerable<RecordedName> names)
    {
        _options.Begin(_order);
        Span<byte> address = stackalloc byte[16];
        foreach (RecordedName name in names)
        {
            int length = name.Address.Write(address);
            ushort type = name.Address.Family == IpFamily.V4 ? PcapngFormat.NameOfIpv4 : PcapngFormat.NameOfIpv6;
            _options.AddName(type, address[..length], name.Name);
        }

        // Records of names have the form of options, and end as they do, also when there are none.
        ReadOnlySpan<byte> records = _options.End(always: true);
        records.CopyTo(BeginBlock(PcapngFormat.NameResolution, 0, records.Length));
        EndBlock();
    }

    /// <summary>Writes keys; they hold for the frames that follow. Source: draft-ietf-opsawg-pcapng §4.7.</summary>
    public void WriteSecret(RecordedSecret secret)
    {
        int length = secret.Data.Length;
        Span<byte> block = BeginBlock(PcapngFormat.DecryptionSecrets, PcapngFormat.SecretsBody, PcapngFormat.Padded(length));
        _order.Put32(block, 0, secret.Type);
        _order.Put32(block, 4, (uint)length);
        block = block[PcapngFormat.SecretsBody..];
        secret.Data.Span.CopyTo(block);
        block[length..].Clear();
        EndBlock();
    }

    private ReadOnlySpan<byte> InterfaceOptions(RecordedInterface description)
    {
        _options.Begin(_order);
        _options.AddText(PcapngFormat.InterfaceName, description.Name);
        _options.AddText(PcapngFormat.InterfaceDescriptionText, description.Description);
        if (description.Speed != 0) _options.AddNumber(PcapngFormat.InterfaceSpeed, description.Speed);
        if (description.Resolution.Code != TimeResolution.Microseconds.Code)
            _options.Add(PcapngFormat.InterfaceResolution, [description.Resolution.Code]);
        // The filter's first octet tells its kind: 0 is text.
        if (description.Filter is { } filter) _options.AddText(PcapngFormat.InterfaceFilter, "\0" + filter);
        _options.AddText(PcapngFormat.InterfaceSystem, description.OperatingSystem);
        if (description.FcsLength is { } fcsLength) _options.Add(PcapngFormat.InterfaceFcsLength, [(byte)fcsLength]);
        if (description.Resolution.OffsetSeconds != 0)
            _options.AddNumber(PcapngFormat.InterfaceTimeOffset, unchecked((ulong)description.Resolution.OffsetSeconds));
        _options.AddText(PcapngFormat.InterfaceHardware, description.Hardware);
        return _options.End();
    }

    private ReadOnlySpan<byte> FrameOptions(FrameNotes? notes)
    {
        if (notes is null || notes == FrameNotes.None) return [];
        _options.Begin(_order);
        foreach (string comment in notes.Comments) _options.AddText(PcapngFormat.Comment, comment);
        if (notes.Flags is { } flags)
        {
            Span<byte> value = stackalloc byte[sizeof(uint)];
            _order.Put32(value, 0, flags);
            _options.Add(PcapngFormat.PacketFlags, value);
        }

        _options.AddNumber(PcapngFormat.PacketDropCount, notes.DropCount);
        return _options.End();
    }
}
