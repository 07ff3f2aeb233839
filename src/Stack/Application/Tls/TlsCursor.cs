using System.Buffers.Binary;
using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>Walks through a structure of RFC 8446 §3 (numbers, vectors with their length before them) and writes what it
/// passes. Where the octets end too early it stays, says so once, and gives zeros and empty ranges from then on.</summary>
/// <param name="frame">Where fields go.</param>
/// <param name="octets">The structure.</param>
internal ref struct TlsCursor(DissectedFrame frame, Octets octets)
{
    private readonly DissectedFrame _frame = frame;

    /// <summary>The structure.</summary>
    internal readonly Octets Octets = octets;

    /// <summary>Where it is.</summary>
    internal int At { get; private set; }

    /// <summary>True after the octets ended too early.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Octets behind it.</summary>
    internal readonly int Left => Octets.Length - At;

    /// <summary>Reads a number and writes it.</summary>
    internal ulong Number(Field field, int width)
    {
        if (!Has(width)) return 0;
        ulong value = Peek(Octets.Span.Slice(At, width));
        _frame.Add(field, Octets, At, width, value);
        At += width;
        return value;
    }

    /// <summary>Passes octets and writes them, if there are any.</summary>
    internal void Bytes(Field field, int length)
    {
        if (length > 0) BytesOrNone(field, length);
    }

    /// <summary>Passes octets and writes them; that there are none is worth a field, too.</summary>
    internal void BytesOrNone(Field field, int length)
    {
        if (!Has(length)) return;
        _frame.AddInPlace(field, Octets, At, length);
        At += length;
    }

    /// <summary>Passes octets and writes them as ASCII text.</summary>
    internal void Text(Field field, int length)
    {
        if (!Has(length)) return;
        _frame.AddAscii(field, Octets, At, length);
        At += length;
    }

    /// <summary>Passes octets and writes that they are there.</summary>
    internal void Mark(Field field, int length)
    {
        if (!Has(length)) return;
        _frame.Add(field, Octets, At, length, 0);
        At += length;
    }

    /// <summary>Passes octets and writes nothing.</summary>
    internal void Skip(int length)
    {
        if (Has(length)) At += length;
    }

    /// <summary>Cuts out a range to be walked through by itself, and goes behind it.</summary>
    internal TlsCursor Cut(int length)
    {
        if (!Has(length)) return new(_frame, Octets.Slice(At, 0)) { Failed = true };
        TlsCursor part = new(_frame, Octets.Slice(At, length));
        At += length;
        return part;
    }

    /// <summary>Opens a node of the tree over the next octets.</summary>
    internal readonly int Open(Field field, int length) => _frame.Open(field, Octets, At, Math.Min(length, Left));

    /// <summary>Opens a node of the tree that is a number; its parts are still to be read.</summary>
    internal readonly int OpenNumber(Field field, int width) =>
        _frame.Open(field, Octets, At, Math.Min(width, Left), Left < width ? 0 : Peek(Octets.Span.Slice(At, width)));

    /// <summary>Closes a node.</summary>
    internal readonly void Close(int node) => _frame.Close(node);

    /// <summary>A number of one to four octets.</summary>
    internal static ulong Peek(ReadOnlySpan<byte> octets) => octets.Length switch
    {
        1 => octets[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(octets),
        3 => (ulong)(octets[0] << 16 | octets[1] << 8 | octets[2]),
        _ => BinaryPrimitives.ReadUInt32BigEndian(octets),
    };

    private bool Has(int length)
    {
        if (!Failed && length <= Left) return true;
        if (!Failed) _frame.ReportTooShort(Octets, At, length);
        Failed = true;
        return false;
    }
}
