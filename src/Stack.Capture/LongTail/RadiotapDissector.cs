using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;
using PacketDotNet;
using PacketDotNet.Ieee80211;
using PacketDotNet.Utils;

namespace NetStack.Capture.LongTail;

/// <summary>Radiotap: what a wireless card knew of a frame: rate, channel, signal. Source: radiotap.org.</summary>
public sealed class RadiotapDissector : LongTailDissector
{
    private const int FixedOctets = 8;
    private static readonly RfcReference Format = Rfc.Other("radiotap.org");
    private static readonly Field Version = Field.At("radiotap.version", 0, 8, FieldType.UInt8, Format);
    private static readonly Field Pad = Field.At("radiotap.pad", 8, 8, FieldType.UInt8, Format);
    private static readonly Field Length = Field.Variable("radiotap.length", FieldType.UInt16, Format); // lowest octet first
    private static readonly Field Rate = Field.Variable("radiotap.datarate", FieldType.UInt8, Format);
    private static readonly Field Frequency = Field.Variable("radiotap.channel.freq", FieldType.UInt32, Format);
    private static readonly Field Signal = Field.Variable("radiotap.dbm_antsignal", FieldType.Int32, Format);
    private static readonly Field Noise = Field.Variable("radiotap.dbm_antnoise", FieldType.Int32, Format);
    private static readonly Field Antenna = Field.Variable("radiotap.antenna", FieldType.UInt32, Format);
    private static readonly Field Time = Field.Variable("radiotap.mactime", FieldType.UInt64, Format);

    /// <inheritdoc/>
    public override Protocol Protocol { get; } = new("radiotap", "Radiotap", "Radiotap Header",
        [Version, Pad, Length, Time, Rate, Frequency, Signal, Noise, Antenna]);

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.Ieee80211Radiotap)];

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    protected override void Read(DissectedFrame frame, scoped in Octets octets, ByteArraySegment segment)
    {
        frame.AddFixed(Protocol.FixedFields, octets);
        if (octets.Length < FixedOctets) throw new ArgumentException("no header");
        ushort length = BinaryPrimitives.ReadUInt16LittleEndian(octets.Span[2..]);
        frame.Add(Length, octets, 2, 2, length);
        if (length < FixedOctets || length > octets.Length) throw new ArgumentException("no such length");

        // Nothing but the header goes over: behind it PacketDotNet would look for a frame.
        byte[] header = octets.Span[..Math.Min((int)length, MaxOctets)].ToArray();
        AddFields(frame, octets.Slice(0, length), (RadioPacket)Packet.ParsePacket(LinkLayers.Ieee80211RadioTap, header));
        frame.SetHeaderLength(length);
        if (!frame.TryNext(DissectorTable.LinkType, (uint)LinkType.Ieee80211, octets.From(length)))
            frame.NextData(octets.From(length));
    }

    private static void AddFields(DissectedFrame frame, scoped in Octets header, RadioPacket packet)
    {
        if (packet[RadioTapType.Tsft] is TsftRadioTapField time) Add(frame, Time, header, time.TimestampUsec);
        if (packet[RadioTapType.Rate] is RateRadioTapField rate) Add(frame, Rate, header, (ulong)Math.Max(0, rate.RateMbps));
        if (packet[RadioTapType.Channel] is ChannelRadioTapField channel) Add(frame, Frequency, header, channel.FrequencyMHz);
        if (packet[RadioTapType.DbmAntennaSignal] is DbmAntennaSignalRadioTapField signal)
            Add(frame, Signal, header, unchecked((ulong)signal.AntennaSignalDbm));
        if (packet[RadioTapType.DbmAntennaNoise] is DbmAntennaNoiseRadioTapField noise)
            Add(frame, Noise, header, unchecked((ulong)noise.AntennaNoisedBm));
        if (packet[RadioTapType.Antenna] is AntennaRadioTapField antenna) Add(frame, Antenna, header, antenna.Antenna);
    }

    /// <summary>Where a field stands depends on all before it, and PacketDotNet does not tell: the whole header is marked.</summary>
    private static void Add(DissectedFrame frame, Field field, scoped in Octets header, ulong value) =>
        frame.Add(field, header, 0, header.Length, value);
}
