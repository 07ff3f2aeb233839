using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NetStack.Bytes;
using NetStack.Dissection.Streams;

namespace NetStack.Dissection;

/// <summary>The half that dissectors write with.</summary>
public sealed partial class DissectedFrame
{
    private FieldSelection? _selection;
    private byte _depth;
    private byte _layerDepth;
    private int _layer;

    /// <summary>The addresses and protocol of the innermost Internet layer: what transport protocols need.</summary>
    public NetworkContext Network { get; set; }

    /// <summary>The ports of the innermost transport layer.</summary>
    public TransportContext Transport { get; set; }

    /// <summary>True inside a packet that an ICMP error quotes: nothing there counts for conversations.</summary>
    public bool IsQuoted { get; set; }

    /// <summary>The byte stream that the message being dissected came in; null for one that came in a datagram.</summary>
    public StreamContext? Stream { get; set; }

    /// <summary>For text that is being put together: clear it, write, add what is written. Whoever is called may do the same.</summary>
    public Utf8Writer Scratch { get; } = new();

    /// <summary>The layer being written.</summary>
    public int CurrentLayer => _layer;

    /// <summary>True when this field is wanted; asks before costly work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Wants(Field field) => _selection is null || _selection.Wants(field);

    /// <summary>True when all fields are wanted: a tree is to be shown.</summary>
    public bool WantsAll => _selection is null;

    /// <summary>Says how long the current layer's header is. Until then the whole range counts as header.</summary>
    public void SetHeaderLength(int length) =>
        _layers[_layer] = _layers[_layer] with { HeaderLength = Math.Clamp(length, 0, _layers[_layer].Length) };

    /// <summary>Says how much of the range the current layer really covers (its header and what it wraps), where the
    /// header tells: what follows is padding or another message.</summary>
    public void SetLayerLength(int length)
    {
        LayerRecord layer = _layers[_layer];
        int covered = Math.Clamp(length, 0, layer.Length);
        _layers[_layer] = layer with { Length = covered, HeaderLength = Math.Min(layer.HeaderLength, covered) };
    }

    /// <summary>Adds a number, flag, address (IPv4, MAC) or time.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="octets">The range that <paramref name="at"/> counts from.</param>
    /// <param name="at">Where the field starts in the range.</param>
    /// <param name="length">Octets that it covers.</param>
    /// <param name="value">The value; a signed one sign-extended.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Field field, scoped in Octets octets, int at, int length, ulong value)
    {
        if (Wants(field))
            Append(field, value, octets.Start + at, length, octets.Source, ValuePlace.Record);
    }

    /// <summary>Adds a value that stands nowhere in the frame.</summary>
    public void AddGenerated(Field field, ulong value)
    {
        if (Wants(field))
            Append(field, value, -1, 0, 0, ValuePlace.Record);
    }

    /// <summary>Adds a span of time that stands nowhere in the frame.</summary>
    public void AddGenerated(Field field, Duration value) => AddGenerated(field, unchecked((ulong)value.Nanoseconds));

    /// <summary>Adds a point in time that stands nowhere in the frame.</summary>
    public void AddGenerated(Field field, Timestamp value) => AddGenerated(field, unchecked((ulong)value.Nanoseconds));

    /// <summary>Adds a worked-out value that stands for a range.</summary>
    public void AddGeneratedText(Field field, ReadOnlySpan<byte> utf8)
    {
        if (Wants(field))
            Append(field, Store(utf8), -1, 0, 0, ValuePlace.Arena);
    }

    /// <summary>Adds text, octets or an IPv6 address that is read in place; nothing when the range is not there.</summary>
    public void AddInPlace(Field field, scoped in Octets octets, int at, int length)
    {
        if (Wants(field) && at >= 0 && length >= 0 && at + length <= octets.Length)
            Append(field, 0, octets.Start + at, length, octets.Source, ValuePlace.Source);
    }

    /// <summary>Adds text or octets that were decoded: they cover a range and read differently.</summary>
    public void AddDecoded(Field field, scoped in Octets octets, int at, int length, ReadOnlySpan<byte> value)
    {
        if (Wants(field))
            Append(field, Store(value), octets.Start + at, length, octets.Source, ValuePlace.Arena);
    }

    /// <summary>Adds text of a protocol that speaks ASCII: read in place where it is so, else each octet that ASCII does
    /// not have becomes U+FFFD. Text ends at a NUL.</summary>
    public void AddAscii(Field field, scoped in Octets octets, int at, int length)
    {
        if (!Wants(field) || at < 0 || length < 0 || at + length > octets.Length) return;
        ReadOnlySpan<byte> text = octets.Span.Slice(at, length);
        int end = text.IndexOf((byte)0);
        if (end < 0 && System.Text.Ascii.IsValid(text))
        {
            AddInPlace(field, octets, at, length);
            return;
        }

        Scratch.Clear();
        Scratch.WriteAscii(end < 0 ? text : text[..end]);
        AddDecoded(field, octets, at, length, Scratch.Written);
    }

    /// <summary>Adds the fields of a table that lie at fixed places, as far as the octets reach.</summary>
    /// <param name="table">A protocol's <see cref="Protocol.FixedFields"/>, or those of an option.</param>
    /// <param name="octets">The header's octets: bit offsets count from their start.</param>
    /// <returns>False when the octets ended before the table did; the fields that were whole are there.</returns>
    public bool AddFixed(ImmutableArray<Field> table, scoped in Octets octets)
    {
        ReadOnlySpan<byte> span = octets.Span;
        foreach (Field field in table)
        {
            if (field.EndOctet > span.Length) return false;
            if (_selection is not null && !_selection.Wants(field)) continue;
            bool inPlace = field.IsReadInPlace;
            Append(field, inPlace ? 0 : field.Read(span), octets.Start + field.FirstOctet, field.EndOctet - field.FirstOctet,
                octets.Source, inPlace ? ValuePlace.Source : ValuePlace.Record, _depth + field.Depth - 1);
        }

        return true;
    }

    /// <summary>Opens a node of the tree: what is added until <see cref="Close"/> stands below it.</summary>
    /// <returns>A handle for <see cref="Close"/>; -1 when the field is not wanted (its children may be).</returns>
    public int Open(Field field, scoped in Octets octets, int at, int length, ulong value = 0)
    {
        int handle = -1;
        if (Wants(field))
        {
            handle = _fieldCount;
            bool inPlace = field.Type is FieldType.Octets or FieldType.Text;
            Append(field, value, octets.Start + at, length, octets.Source, inPlace ? ValuePlace.Source : ValuePlace.Record);
        }

        if (_depth < byte.MaxValue) _depth++;
        return handle;
    }

    /// <summary>Closes the node that <see cref="Open"/> opened and, where it is known only now, sets its length.</summary>
    public void Close(int handle, int length = -1)
    {
        _depth--;
        if (handle < 0 || handle >= _fieldCount || length < 0) return;
        FieldRecord r = _fields[handle];
        _fields[handle] = new(r.Field, r.Value, r.Start, length, r.Layer, r.Source, r.Depth, r.Place);
    }

    /// <summary>What is added until <see cref="Outdent"/> stands below the field added last.</summary>
    public void Indent()
    {
        if (_depth < byte.MaxValue) _depth++;
    }

    /// <summary>Ends what <see cref="Indent"/> began.</summary>
    public void Outdent() => _depth--;

    /// <summary>Notes something at an octet of the current layer.</summary>
    public void Report(Severity severity, string reason, scoped in Octets octets, int at, long argument = 0, long argument2 = 0)
    {
        if (_findings.Count < MaxFindings)
            _findings.Add(new(severity, reason, (ushort)_layer, octets.Source, octets.Start + at, argument, argument2));
    }

    /// <summary>Notes that a range ended before what stands in it: malformed, or only cut short by the capture.</summary>
    /// <param name="octets">The range.</param>
    /// <param name="at">Where more was needed.</param>
    /// <param name="needed">Octets needed from there.</param>
    public void ReportTooShort(scoped in Octets octets, int at, int needed)
    {
        bool cut = (long)at + needed <= octets.ReportedLength;
        Report(cut ? Severity.Note : Severity.Error, cut ? FindingReasons.Cut : FindingReasons.Malformed,
            octets, Math.Min(at, octets.Length), needed, octets.Length - Math.Min(at, octets.Length));
    }

    /// <summary>Keeps octets that were put together or decoded, so that fields can point into them.</summary>
    /// <returns>The range, a source of its own; empty when the frame has too many or too large ones.</returns>
    public Octets AddSource(string name, ReadOnlySpan<byte> octets)
    {
        if (_sources.Count >= MaxSources || _arenaLength + octets.Length > MaxArena) return default;
        ulong place = Store(octets);
        _sources.Add(new(name, (int)(place >> 32), octets.Length));
        return new(SourceOctets(_sources.Count), _sources.Count, 0, octets.Length);
    }

    /// <summary>Hands octets to whoever is bound to a key of a table: an EtherType, a protocol number, a port.</summary>
    /// <returns>False when nobody is; the octets are then still to be dissected.</returns>
    public bool TryNext(DissectorTable table, uint key, scoped in Octets octets)
    {
        int entry = Session.Registry.Find(table, key);
        if (entry < 0 || !Session.Registry.Dissectors[entry].Accepts(octets.Span)) return false;
        Invoke(entry, octets);
        return true;
    }

    /// <summary>Hands octets to a dissector by its place in the registry.</summary>
    public void Invoke(int entry, scoped in Octets octets)
    {
        if (_layerCount >= MaxLayers)
        {
            Report(Severity.Warning, FindingReasons.TooDeep, octets, 0, MaxLayers);
            return;
        }

        (int layer, byte depth, byte layerDepth) = (_layer, _depth, _layerDepth);
        _layer = _layerCount++;
        Dissector dissector = Session.Registry.Dissectors[entry];
        _layers[_layer] = new(dissector, octets.Source, octets.Start, octets.Length, octets.Length, _fieldCount, _layerDepth, IsQuoted);
        if (!IsQuoted && dissector.HasSummary) SummaryLayer = _layer;
        _depth = 1;
        if (_layerDepth < byte.MaxValue) _layerDepth++;
        dissector.Dissect(this, octets);
        (_layer, _depth, _layerDepth) = (layer, depth, layerDepth);
    }

    /// <summary>Hands octets that nobody knows to the <c>data</c> layer; nothing for no octets.</summary>
    public void NextData(scoped in Octets octets)
    {
        if (octets.ReportedLength > 0) Invoke(Session.Registry.DataEntry, octets);
    }

    internal void Begin(ReadOnlyMemory<byte> octets, in FrameInfo info, FieldSelection? selection)
    {
        _frame = octets;
        Info = info;
        _selection = selection;
        _findings.Clear();
        _sources.Clear();
        (_fieldCount, _layerCount, _arenaLength, _layer, _depth, _layerDepth) = (0, 0, 0, 0, 1, 0);
        (Network, Transport, IsQuoted, SummaryLayer, Stream) = (default, default, false, 0, null);
    }

    /// <summary>Reads 1 to 64 bits, the highest first, starting anywhere.</summary>
    internal static ulong ReadBits(ReadOnlySpan<byte> octets, int bitOffset, int bitWidth)
    {
        int first = bitOffset >> 3;
        if ((bitOffset & 7) == 0)
        {
            switch (bitWidth)
            {
                case 8: return octets[first];
                case 16: return BinaryPrimitives.ReadUInt16BigEndian(octets[first..]);
                case 32: return BinaryPrimitives.ReadUInt32BigEndian(octets[first..]);
                case 64: return BinaryPrimitives.ReadUInt64BigEndian(octets[first..]);
            }
        }

        UInt128 value = 0;
        int end = (bitOffset + bitWidth + 7) >> 3;
        if (end - first <= 8)
        {
            ulong narrow = 0;
            for (int i = first; i < end; i++) narrow = narrow << 8 | octets[i];
            narrow >>= (end * 8) - bitOffset - bitWidth;
            return bitWidth == 64 ? narrow : narrow & ((1UL << bitWidth) - 1);
        }

        for (int i = first; i < end; i++) value = value << 8 | octets[i];
        value >>= (end * 8) - bitOffset - bitWidth;
        return (ulong)value;
    }

    private ulong Store(ReadOnlySpan<byte> octets)
    {
        if (_arenaLength + octets.Length > MaxArena) octets = default;
        if (_arena.Length - _arenaLength < octets.Length)
            Array.Resize(ref _arena, Math.Max(_arena.Length * 2, Math.Max(4096, _arenaLength + octets.Length)));
        octets.CopyTo(_arena.AsSpan(_arenaLength));
        ulong place = (ulong)_arenaLength << 32 | (uint)octets.Length;
        _arenaLength += octets.Length;
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(Field field, ulong value, int start, int length, byte source, ValuePlace place) =>
        Append(field, value, start, length, source, place, _depth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(Field field, ulong value, int start, int length, byte source, ValuePlace place, int depth)
    {
        if (_fieldCount >= _fields.Length && !Grow()) return;
        _fields[_fieldCount++] = new(field, value, start, length, _layer, source, (byte)depth, place);
    }

    private bool Grow()
    {
        if (_fieldCount >= MaxFields)
        {
            if (_findings.Count == 0 || _findings[^1].Reason != FindingReasons.TooManyFields)
                Report(Severity.Warning, FindingReasons.TooManyFields, default, 0, MaxFields);
            return false;
        }

        Array.Resize(ref _fields, _fields.Length * 2);
        return true;
    }
}

/// <summary>What the transport layer needs to know of the Internet layer below.</summary>
/// <param name="Source">The sender's address.</param>
/// <param name="Destination">The receiver's address (after a routing header, the final one).</param>
/// <param name="Protocol">The protocol number of what the datagram carries.</param>
public readonly record struct NetworkContext(IpAddress Source, IpAddress Destination, byte Protocol)
{
    /// <summary>True where the payload is the first fragment alone: no checksum of an upper layer can be verified.</summary>
    public bool IsFragment { get; init; }
}

/// <summary>What an application needs to know of the transport layer below.</summary>
/// <param name="SourcePort">The sender's port.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Protocol">6 for TCP, 17 for UDP, 0 for none.</param>
/// <param name="Conversation">The conversation's number among its protocol's, -1 for none.</param>
public readonly record struct TransportContext(ushort SourcePort, ushort DestinationPort, byte Protocol, int Conversation);
