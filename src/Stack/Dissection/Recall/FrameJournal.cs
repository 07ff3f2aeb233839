namespace NetStack.Dissection.Recall;

/// <summary>What one pass over a capture learned of each frame, kept small so that any frame can be dissected again later
/// without the frames before it: the answers that the session's memory gave while the frame was dissected (which stream,
/// which frame it acknowledges, whose request it answers), and the frames whose octets are needed besides its own.</summary>
/// <remarks>A record is a handful of numbers, written as variable-length integers one after the other: a TCP segment takes
/// about 12 octets. Where the records begin is noted for every <see cref="Stride"/>th frame.</remarks>
public sealed class FrameJournal
{
    /// <summary>Of so many records the place of one is noted; to find another, fewer than so many are passed over.</summary>
    public const int Stride = 32;

    /// <summary>What stands behind a chunk's last record: no record is as short as that, as its head alone takes an octet.</summary>
    private const byte EndOfChunk = 0;

    private const int ChunkBits = 16, ChunkLength = 1 << ChunkBits;

    private readonly List<byte[]> _chunks = []; // in pieces, as growing one array would need twice the memory
    private readonly List<(int Chunk, int At)> _places = [];
    private readonly JournalPage _page = new();
    private int _at;
    private long _octets;

    /// <summary>How many frames have a record; they are numbered from 1.</summary>
    public int Count { get; private set; }

    /// <summary>Octets of memory that the records take, but for what the latest chunk has left.</summary>
    public long OctetsHeld => _octets + (_places.Count * 8L);

    /// <summary>The page that the frame being dissected is written to.</summary>
    internal JournalPage Page => _page;

    /// <summary>Keeps the page as the next frame's record.</summary>
    internal void Keep()
    {
        ReadOnlySpan<byte> head = _page.Head, answers = _page.Answers;
        int length = head.Length + answers.Length;
        Span<byte> prefix = stackalloc byte[5];
        int prefixLength = VariableLength.Write(prefix, (uint)length);
        MakeRoom(prefixLength + length);
        if (Count % Stride == 0) _places.Add((_chunks.Count - 1, _at));
        Append(prefix[..prefixLength]);
        Append(head);
        Append(answers);
        Count++;
    }

    /// <summary>Opens the record of a frame.</summary>
    /// <param name="number">1 to <see cref="Count"/>.</param>
    /// <param name="page">Where to.</param>
    internal void Read(int number, JournalPage page)
    {
        (int chunk, int at) = _places[(number - 1) / Stride];
        for (int left = (number - 1) % Stride; ; left--)
        {
            if (at >= _chunks[chunk].Length || _chunks[chunk][at] == EndOfChunk) (chunk, at) = (chunk + 1, 0);
            ReadOnlySpan<byte> rest = _chunks[chunk].AsSpan(at);
            int length = (int)VariableLength.Read(rest, out int used);
            if (left == 0)
            {
                page.Open(number, _chunks[chunk].AsMemory(at + used, length));
                return;
            }

            at += used + length;
        }
    }

    private void MakeRoom(int octets)
    {
        if (_at + octets <= (_chunks.Count == 0 ? 0 : _chunks[^1].Length)) return;
        _chunks.Add(new byte[Math.Max(ChunkLength, octets)]); // zeroed: the rest of the chunk before reads as its end
        _at = 0;
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_chunks[^1].AsSpan(_at));
        _at += octets.Length;
        _octets += octets.Length;
    }
}
