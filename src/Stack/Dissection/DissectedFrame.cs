using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>What was found in one frame: layers, fields, findings. One object is used again for every frame; its
/// contents are valid until the next. Reading it is public; writing it is for dissectors (see
/// <c>DissectedFrame.Writing.cs</c>).</summary>
public sealed partial class DissectedFrame
{
    /// <summary>The most layers that one frame may have; deeper ones stay undissected, with a finding.</summary>
    public const int MaxLayers = 64;

    /// <summary>The most fields that one frame may have; further ones are left out, with a finding.</summary>
    public const int MaxFields = 65_536;

    /// <summary>The most octets of decoded text and rebuilt sources that one frame may have.</summary>
    public const int MaxArena = 16 * 1024 * 1024;

    /// <summary>The most sources (reassembled, dechunked, decrypted octets) that one frame may have.</summary>
    public const int MaxSources = 255;

    private const int MaxFindings = 256;

    private readonly LayerRecord[] _layers = new LayerRecord[MaxLayers];
    private readonly List<Finding> _findings = [];
    private readonly List<SourceRecord> _sources = [];
    private FieldRecord[] _fields = new FieldRecord[128];
    private int _fieldCount;
    private int _layerCount;
    private byte[] _arena = [];
    private int _arenaLength;
    private ReadOnlyMemory<byte> _frame;

    internal DissectedFrame(DissectionSession session) => Session = session;

    /// <summary>What is remembered from frame to frame.</summary>
    public DissectionSession Session { get; }

    /// <summary>The frame's number, time and length.</summary>
    public FrameInfo Info { get; private set; }

    /// <summary>The captured octets.</summary>
    public ReadOnlySpan<byte> FrameOctets => _frame.Span;

    /// <summary>The layers from the frame inwards. A message that was put together from several frames has the layers
    /// of its last frame around it.</summary>
    public ReadOnlySpan<LayerRecord> Layers => _layers.AsSpan(0, _layerCount);

    /// <summary>The fields in tree order: layers outside in, children after their parent.</summary>
    public ReadOnlySpan<FieldRecord> Fields => _fields.AsSpan(0, _fieldCount);

    /// <summary>What was noticed, in the order of noticing.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Sources besides the frame: 1 is the first.</summary>
    public int SourceCount => _sources.Count + 1;

    /// <summary>The octets of a source: 0 is the frame, others were put together or decoded.</summary>
    public ReadOnlySpan<byte> SourceOctets(int source) => source == 0
        ? _frame.Span : _arena.AsSpan(_sources[source - 1].Offset, _sources[source - 1].Length);

    /// <summary>What a source is, as a stable name: frame, ip.reassembled, tcp.reassembled, http.body …</summary>
    public string SourceName(int source) => source == 0 ? "frame" : _sources[source - 1].Name;

    /// <summary>The octets of a text or octets value, of an IPv6 address, or of the range that a field covers.</summary>
    public ReadOnlySpan<byte> ValueOctets(in FieldRecord record)
    {
        if (record.Place == ValuePlace.Arena)
            return _arena.AsSpan((int)(record.Value >> 32), (int)(record.Value & uint.MaxValue));
        ReadOnlySpan<byte> source = SourceOctets(record.Source);
        return record.Start < 0 || record.Start > source.Length ? default
            : source.Slice(record.Start, Math.Min(record.Length, source.Length - record.Start));
    }

    /// <summary>The first record of a field, or -1.</summary>
    public int IndexOf(Field field)
    {
        for (int i = 0; i < _fieldCount; i++)
        {
            if (ReferenceEquals(_fields[i].Field, field)) return i;
        }

        return -1;
    }

    /// <summary>The first value of a field.</summary>
    public bool TryGet(Field field, out ulong value)
    {
        int at = IndexOf(field);
        value = at < 0 ? 0 : _fields[at].Value;
        return at >= 0;
    }

    /// <summary>The innermost layer that no ICMP error quotes: what the summary line tells of.</summary>
    public int SummaryLayer { get; private set; }

    private readonly record struct SourceRecord(string Name, int Offset, int Length);
}
