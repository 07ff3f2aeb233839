using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using static NetStack.Internet.Ospf.OspfFields;

namespace NetStack.Internet.Ospf;

/// <summary>OSPF: how routers of one network tell each other what they are connected to. Headers, Hello, database
/// description and the headers of link state advertisements; what an advertisement says is left as octets.
/// Source: RFC 2328 appendix A, RFC 5340 appendix A.</summary>
public sealed class OspfDissector : Dissector
{
    private const int HeaderV2 = 24, HeaderV3 = 16, CommonLength = 14, LsaHeader = 20;

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <summary>The fields of both versions.</summary>
    public static Protocol Definition { get; } = new("ospf", "OSPF", "Open Shortest Path First", All);

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Ospf)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!frame.AddFixed(Common, octets))
        {
            frame.ReportTooShort(octets, octets.Length, CommonLength - octets.Length);
            return;
        }

        bool v3 = octets[0] == 3;
        int header = v3 ? HeaderV3 : HeaderV2;
        if (octets.Length < header)
        {
            frame.ReportTooShort(octets, octets.Length, header - octets.Length);
            return;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[2..]);
        if (v3) frame.Add(Instance, octets, 14, 1, octets[14]);
        else AddAuthentication(frame, octets, length);
        Octets body = octets.Slice(0, Math.Max(length, header)).From(header);
        if (!ReadBody(frame, body, octets[1], v3))
            frame.ReportTooShort(body, body.Length, 1);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        if (octets.Length < 2) return;
        writer.Write(Message.Names!.GetValueOrDefault(octets[1]) ?? $"Unknown ({octets[1]})");
    }

    /// <summary>RFC 2328 §D.3: with type 2, a key's number, and a digest behind the packet that its length leaves out.</summary>
    private static void AddAuthentication(DissectedFrame frame, scoped in Octets octets, int packetLength)
    {
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(octets.Span[14..]);
        frame.Add(Authentication, octets, 14, 2, type);
        if (type != 2) return;
        int keyLength = octets[19];
        frame.Add(KeyId, octets, 18, 1, octets[18]);
        frame.Add(KeyLength, octets, 19, 1, (ulong)keyLength);
        frame.Add(KeySequence, octets, 20, 4, BinaryPrimitives.ReadUInt32BigEndian(octets.Span[20..]));
        frame.AddInPlace(KeyData, octets, packetLength, keyLength);
    }

    private static bool ReadBody(DissectedFrame frame, scoped in Octets body, byte message, bool v3) => message switch
    {
        1 => ReadHello(frame, body, v3),
        2 => ReadDescription(frame, body, v3),
        3 => ReadRequest(frame, body, v3),
        4 => ReadUpdate(frame, body, v3),
        5 => ReadHeaders(frame, body, 0, v3),
        _ => true,
    };

    /// <summary>RFC 2328 §A.3.2, RFC 5340 §A.3.2: the same in another order, and a number instead of a mask.</summary>
    private static bool ReadHello(DissectedFrame frame, scoped in Octets body, bool v3)
    {
        if (body.Length < 20) return false;
        if (v3)
        {
            Add(frame, InterfaceId, body, 0, 4);
            Add(frame, Priority, body, 4, 1);
            Add(frame, OptionsV3, body, 5, 3);
            Add(frame, HelloInterval, body, 8, 2);
            Add(frame, DeadInterval, body, 10, 2);
        }
        else
        {
            Add(frame, Mask, body, 0, 4);
            Add(frame, HelloInterval, body, 4, 2);
            Add(frame, OptionsV2, body, 6, 1);
            Add(frame, Priority, body, 7, 1);
            Add(frame, DeadInterval, body, 8, 4);
        }

        Add(frame, Designated, body, 12, 4);
        Add(frame, Backup, body, 16, 4);
        int at = 20;
        for (; at + 4 <= body.Length; at += 4) Add(frame, Neighbor, body, at, 4);
        return at == body.Length;
    }

    /// <summary>RFC 2328 §A.3.3, RFC 5340 §A.3.3: what the sender's database holds, as headers.</summary>
    private static bool ReadDescription(DissectedFrame frame, scoped in Octets body, bool v3)
    {
        if (body.Length < (v3 ? 12 : 8)) return false;
        int at = v3 ? 4 : 0;
        if (v3) Add(frame, OptionsV3, body, 1, 3);
        Add(frame, Mtu, body, at, 2);
        if (!v3) Add(frame, OptionsV2, body, 2, 1);
        Add(frame, DescriptionFlags, body, at + 3, 1);
        Add(frame, DescriptionSequence, body, at + 4, 4);
        return ReadHeaders(frame, body, at + 8, v3);
    }

    /// <summary>RFC 2328 §A.3.4: type, identifier and router of each advertisement that is wanted.</summary>
    private static bool ReadRequest(DissectedFrame frame, scoped in Octets body, bool v3)
    {
        int at = 0;
        for (; at + 12 <= body.Length; at += 12)
        {
            if (v3) Add(frame, LsaTypeV3, body, at + 2, 2);
            else Add(frame, LsaType, body, at + 3, 1);
            Add(frame, RequestedId, body, at + 4, 4);
            Add(frame, AdvertisingRouter, body, at + 8, 4);
        }

        return at == body.Length;
    }

    /// <summary>RFC 2328 §A.3.5: whole advertisements, each with its length in its header.</summary>
    private static bool ReadUpdate(DissectedFrame frame, scoped in Octets body, bool v3)
    {
        if (body.Length < 4) return false;
        uint count = BinaryPrimitives.ReadUInt32BigEndian(body.Span);
        Add(frame, LsaCount, body, 0, 4);
        int at = 4;
        for (uint i = 0; i < count; i++)
        {
            if (at + LsaHeader > body.Length) return false;
            AddHeader(frame, body, at, v3);
            int length = BinaryPrimitives.ReadUInt16BigEndian(body.Span[(at + 18)..]);
            if (length < LsaHeader || at + length > body.Length) return false;
            at += length;
        }

        return true;
    }

    private static bool ReadHeaders(DissectedFrame frame, scoped in Octets body, int at, bool v3)
    {
        for (; at + LsaHeader <= body.Length; at += LsaHeader) AddHeader(frame, body, at, v3);
        return at == body.Length;
    }

    /// <summary>RFC 2328 §A.4.1; RFC 5340 §A.4.2 widens the type into the place of the options.</summary>
    private static void AddHeader(DissectedFrame frame, scoped in Octets body, int at, bool v3)
    {
        frame.Add(LsaAge, body, at, 2, BinaryPrimitives.ReadUInt16BigEndian(body.Span[at..]) & 0x7FFFu); // RFC 1793 §2: DoNotAge
        if (!v3) Add(frame, OptionsV2, body, at + 2, 1);
        if (v3) Add(frame, LsaTypeV3, body, at + 2, 2);
        else Add(frame, LsaType, body, at + 3, 1);
        Add(frame, LsaId, body, at + 4, 4);
        Add(frame, AdvertisingRouter, body, at + 8, 4);
        Add(frame, LsaSequence, body, at + 12, 4);
        Add(frame, LsaChecksum, body, at + 16, 2);
        Add(frame, LsaLength, body, at + 18, 2);
    }

    private static void Add(DissectedFrame frame, Field field, scoped in Octets body, int at, int length) =>
        frame.Add(field, body, at, length, DissectedFrame.ReadBits(body.Span, at * 8, length * 8));
}
