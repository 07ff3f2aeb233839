using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Cooked;

/// <summary>Linux cooked captures, versions 1 and 2. Source: tcpdump.org/linktypes.html.</summary>
public sealed class CookedDissector : Dissector
{
    private const ushort LlcProtocol = 4;

    /// <summary>The header of either version.</summary>
    public static Protocol Definition { get; } = new("sll", "SLL", "Linux cooked-mode capture",
        [
            .. CookedHeader.Version1, CookedHeader.Ipv4Address, CookedHeader.OtherAddress, CookedHeader.UnusedRest,
            CookedHeader.LinkProtocol, CookedHeader.Trailer,
        ],
        new Layout("version 2", CookedHeader.Version2));

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings =>
        [(DissectorTable.LinkType, (uint)LinkType.LinuxSll), (DissectorTable.LinkType, (uint)LinkType.LinuxSll2)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        bool isVersion2 = frame.Info.LinkType == LinkType.LinuxSll2;
        int length = isVersion2 ? CookedHeader.Version2Length : CookedHeader.Version1Length;
        if (octets.Length < length)
        {
            frame.ReportTooShort(octets, octets.Length, length - octets.Length);
            return;
        }

        frame.SetHeaderLength(length);
        ushort type = isVersion2 ? DissectVersion2(frame, octets) : DissectVersion1(frame, octets);
        HandOn(frame, octets, octets.From(length), type);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer) =>
        writer.Write("Linux cooked capture"u8);

    private static ushort DissectVersion1(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(CookedHeader.Version1Start, octets);
        int addressLength = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[4..]);
        AddAddress(frame, octets, 6, addressLength, CookedHeader.Version1Mac, CookedHeader.Version1Unused);
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[14..]);
        frame.Add(type < EtherType.Minimum ? CookedHeader.LinkProtocol : CookedHeader.Version1Type, octets, 14, 2, type);
        return type;
    }

    private static ushort DissectVersion2(DissectedFrame frame, scoped in Octets octets)
    {
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(octets.Span);
        frame.Add(type < EtherType.Minimum ? CookedHeader.LinkProtocol : CookedHeader.Version2Type, octets, 0, 2, type);
        frame.AddFixed(CookedHeader.Version2Start, octets);
        AddAddress(frame, octets, 12, octets[11], CookedHeader.Version2Mac, CookedHeader.Version2Unused);
        return type;
    }

    /// <summary>The address has eight octets of room; a longer one was cut by the kernel.</summary>
    private static void AddAddress(DissectedFrame frame, scoped in Octets octets, int at, int length, Field mac, Field unused)
    {
        int used = Math.Min(length, CookedHeader.AddressRoom);
        ReadOnlySpan<byte> address = octets.Span.Slice(at, used);
        if (used == MacAddress.Length)
            frame.Add(mac, octets, at, used, MacAddress.Read(address).Value);
        else if (used == 4)
            frame.Add(CookedHeader.Ipv4Address, octets, at, used, BinaryPrimitives.ReadUInt32BigEndian(address));
        else if (used > 0)
            frame.AddInPlace(CookedHeader.OtherAddress, octets, at, used);
        if (used < CookedHeader.AddressRoom)
            frame.AddInPlace(used == MacAddress.Length ? unused : CookedHeader.UnusedRest, octets, at + used, CookedHeader.AddressRoom - used);
    }

    private static void HandOn(DissectedFrame frame, scoped in Octets octets, scoped in Octets payload, ushort type)
    {
        int child = frame.Layers.Length;
        uint key = type == LlcProtocol ? EtherType.LengthAndLlc : type;
        if ((type < EtherType.Minimum && type != LlcProtocol) || !frame.TryNext(DissectorTable.EtherType, key, payload))
            frame.NextData(payload);
        else if (child < frame.Layers.Length && frame.Layers[child].Length < payload.Length)
            AddTrailer(frame, octets, payload, frame.Layers[child].Length);
    }

    private static void AddTrailer(DissectedFrame frame, scoped in Octets octets, scoped in Octets payload, int used)
    {
        Octets rest = EthernetTrailer.AddPadding(frame, octets, payload, used);
        if (rest.Length > 0) frame.AddInPlace(CookedHeader.Trailer, rest, 0, rest.Length);
    }
}
