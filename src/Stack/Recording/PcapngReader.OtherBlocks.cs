using System.Text;
using NetStack.Bytes;

namespace NetStack.Recording;

// The blocks that hold no frame.
public sealed partial class PcapngReader
{
    /// <summary>The most host names, and the most octets of keys, that are kept; further ones are passed over.</summary>
    public const int MaxNames = 65_536, MaxSecretOctets = 16 * 1024 * 1024;

    private readonly List<RecordedName> _names = [];
    private readonly List<RecordedSecret> _secrets = [];
    private int _secretOctets;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedName> Names => _names;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedSecret> Secrets => _secrets;

    private RecordingFault ReadOtherBlock(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case PcapngFormat.SectionHeader:
                return ReadSectionHeader(body);
            case PcapngFormat.InterfaceDescription when InterfaceList.Count >= MaxInterfaces:
                return new(RecordingFaultReason.TooManyInterfaces, 0, MaxInterfaces + 1, MaxInterfaces);
            case PcapngFormat.InterfaceDescription:
                ReadInterface(body);
                break;
            case PcapngFormat.InterfaceStatistics:
                ReadStatistics(body);
                break;
            case PcapngFormat.NameResolution:
                ReadNames(body);
                break;
            case PcapngFormat.DecryptionSecrets:
                ReadSecrets(body);
                break;
        }

        return default;
    }

    /// <summary>Section Header Block. Source: §4.1. Its section length is a hint for skipping that we do not need.</summary>
    private RecordingFault ReadSectionHeader(ReadOnlySpan<byte> body)
    {
        const int MajorAt = 4;
        ushort major = _order.U16(body, MajorAt);
        if (major != 1) return new(RecordingFaultReason.UnsupportedVersion, 0, major, 1);
        RecordedSection section = new(_order.IsBigEndian);
        PcapngOptions option = new(body[PcapngFormat.SectionHeaderBody..], _order.IsBigEndian);
        while (option.Next())
        {
            section = option.Code switch
            {
                PcapngFormat.SectionHardware => section with { Hardware = option.Text },
                PcapngFormat.SectionSystem => section with { OperatingSystem = option.Text },
                PcapngFormat.SectionApplication => section with { Application = option.Text },
                PcapngFormat.Comment when section.Comment is null => section with { Comment = option.Text },
                PcapngFormat.Comment => section with { Comment = section.Comment + "\n" + option.Text },
                _ => section,
            };
        }

        _sections.Add(section);
        _firstInterface = InterfaceList.Count; // interfaces are numbered from 0 in each section
        return default;
    }

    /// <summary>Interface Description Block. Source: §4.2.</summary>
    private void ReadInterface(ReadOnlySpan<byte> body)
    {
        const int SnapLengthAt = 4;
        RecordedInterface description = new()
        {
            LinkType = (LinkType)_order.U16(body, 0),
            SnapLength = _order.U32(body, SnapLengthAt),
            Section = _sections.Count - 1,
            IdInSection = InterfaceList.Count - _firstInterface,
            IsBigEndian = _order.IsBigEndian,
        };
        byte resolution = TimeResolution.Microseconds.Code;
        long timeOffset = 0;
        PcapngOptions option = new(body[PcapngFormat.InterfaceBody..], _order.IsBigEndian);
        while (option.Next())
        {
            if (option.Code == PcapngFormat.InterfaceResolution && option.Value.Length == 1) resolution = option.Value[0];
            else if (option.Code == PcapngFormat.InterfaceTimeOffset) timeOffset = unchecked((long)(option.Number ?? 0));
            else description = With(description, option);
        }

        InterfaceList.Add(description with { Resolution = new(resolution, timeOffset) });
    }

    private static RecordedInterface With(RecordedInterface description, scoped PcapngOptions option) => option.Code switch
    {
        PcapngFormat.InterfaceName => description with { Name = option.Text },
        PcapngFormat.InterfaceDescriptionText => description with { Description = option.Text },
        PcapngFormat.InterfaceSpeed => description with { Speed = option.Number ?? 0 },
        // The filter's first octet tells its kind: 0 is text.
        PcapngFormat.InterfaceFilter when option.Value is [0, ..] => description with { Filter = Encoding.UTF8.GetString(option.Value[1..]) },
        PcapngFormat.InterfaceSystem => description with { OperatingSystem = option.Text },
        PcapngFormat.InterfaceHardware => description with { Hardware = option.Text },
        PcapngFormat.InterfaceFcsLength when option.Value.Length == 1 => description with { FcsLength = option.Value[0] },
        _ => description,
    };

    /// <summary>Interface Statistics Block. Source: §4.6. One for an unknown interface is passed over.</summary>
    private void ReadStatistics(ReadOnlySpan<byte> body)
    {
        const int TimeAt = 4;
        uint id = _order.U32(body, 0);
        if (id >= InterfaceList.Count - _firstInterface) return;
        RecordedInterface source = InterfaceList[_firstInterface + (int)id];
        InterfaceStatistics statistics = new() { Time = ReadTime(source, body[TimeAt..]) };
        PcapngOptions option = new(body[PcapngFormat.StatisticsBody..], _order.IsBigEndian);
        while (option.Next())
        {
            if (option.Value.Length != 8) continue;
            statistics = option.Code switch
            {
                PcapngFormat.StatisticsStart => statistics with { Started = ReadTime(source, option.Value) },
                PcapngFormat.StatisticsEnd => statistics with { Ended = ReadTime(source, option.Value) },
                PcapngFormat.StatisticsReceived => statistics with { Received = option.Number },
                PcapngFormat.StatisticsDropped => statistics with { Dropped = option.Number },
                PcapngFormat.StatisticsAccepted => statistics with { Accepted = option.Number },
                PcapngFormat.StatisticsSystemDropped => statistics with { DroppedBySystem = option.Number },
                PcapngFormat.StatisticsDelivered => statistics with { Delivered = option.Number },
                _ => statistics,
            };
        }

        source.Statistics = statistics;
    }

    /// <summary>Times stand as two words, the high one first in either byte order.</summary>
    private Timestamp ReadTime(RecordedInterface source, ReadOnlySpan<byte> octets) =>
        source.Resolution.ToTime((ulong)_order.U32(octets, 0) << 32 | _order.U32(octets, 4));

    /// <summary>Name Resolution Block: an address and its names, each ended by a zero. Source: §4.5.</summary>
    private void ReadNames(ReadOnlySpan<byte> body)
    {
        const int HeaderLength = 4;
        while (body.Length >= HeaderLength)
        {
            int type = _order.U16(body, 0), length = _order.U16(body, 2);
            if (type == PcapngFormat.EndOfNames || length > body.Length - HeaderLength) return;
            ReadOnlySpan<byte> value = body.Slice(HeaderLength, length);
            int addressLength = type switch { PcapngFormat.NameOfIpv4 => 4, PcapngFormat.NameOfIpv6 => 16, _ => int.MaxValue };
            if (length > addressLength) AddNames(IpAddress.Read(value[..addressLength]), value[addressLength..]);
            body = body[Math.Min(body.Length, HeaderLength + PcapngFormat.Padded(length))..];
        }
    }

    private void AddNames(IpAddress address, ReadOnlySpan<byte> names)
    {
        foreach (Range range in names.Split((byte)0))
        {
            if (_names.Count >= MaxNames) return;
            if (!names[range].IsEmpty) _names.Add(new(address, Encoding.UTF8.GetString(names[range])));
        }
    }

    /// <summary>Decryption Secrets Block. Source: §4.7.</summary>
    private void ReadSecrets(ReadOnlySpan<byte> body)
    {
        const int LengthAt = 4;
        uint length = _order.U32(body, LengthAt);
        ReadOnlySpan<byte> data = body[PcapngFormat.SecretsBody..];
        if (length > data.Length || length > MaxSecretOctets - _secretOctets) return;
        _secretOctets += (int)length;
        _secrets.Add(new(_order.U32(body, 0), data[..(int)length].ToArray()));
    }
}
