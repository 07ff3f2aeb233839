using Microsoft.Win32.SafeHandles;
using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>Random access to the frames of a capture file: eight octets a frame in memory, the frames stay on disk.</summary>
/// <remarks>What allows no random access (gzip, a pipe) is copied, decompressed, to a temporary file that is deleted
/// when the index is closed. Reading is safe from several threads.</remarks>
public sealed class CaptureIndex : IDisposable
{
    private const int InterfaceBits = 16; // of an entry; the upper 48 are where the frame's record begins
    private const int ChunkBits = 16, ChunkLength = 1 << ChunkBits, FirstReadLength = 64 * 1024;

    private readonly CaptureSource _source;
    private readonly SafeFileHandle _octets;
    private readonly RecordingReader? _reader;
    private readonly List<ulong[]> _chunks; // in pieces, as growing one array would need twice the memory

    private CaptureIndex(CaptureSource source, CaptureFile file, List<ulong[]> chunks)
    {
        (_source, _reader, _chunks) = (source, file.Reader, chunks);
        (Count, Fault, FaultMessage) = (file.FrameCount, file.Fault, file.FaultMessage);
        Stream stream = source.RandomAccessStream;
        stream.Flush();
        _octets = ((FileStream)stream).SafeFileHandle;
    }

    /// <summary>Reads a file once from start to end and notes where its frames are.</summary>
    /// <param name="path">The file, or <see cref="CaptureFile.StandardInput"/>.</param>
    /// <param name="visit">Called with each frame in passing (its octets are valid during the call), so that what is
    /// told of each frame comes from the same pass; null to index only.</param>
    /// <param name="progress">Told now and then how far it has come.</param>
    /// <param name="lastFrame">Where to end, although more frames may follow.</param>
    /// <exception cref="CaptureException">The file cannot be opened or read. A damaged file is not an exception:
    /// see <see cref="Fault"/>.</exception>
    public static CaptureIndex Open(
        string path, Action<CapturedFrame>? visit = null, Action<CaptureProgress>? progress = null,
        int lastFrame = int.MaxValue)
    {
        CaptureSource source = CaptureSource.Open(path, MakeTemporaryFile);
        try
        {
            CaptureFile file = CaptureFile.Open(source);
            file.Progress = progress;
            List<ulong[]> chunks = [];
            ulong[] chunk = [];
            while (file.FrameCount < lastFrame && file.Advance())
            {
                ref readonly RecordedFrame frame = ref file.Found;
                int index = frame.Number - 1;
                if (index >> ChunkBits == chunks.Count) chunks.Add(chunk = GC.AllocateUninitializedArray<ulong>(ChunkLength));
                chunk[index & (ChunkLength - 1)] = (ulong)frame.RecordAt << InterfaceBits | (uint)frame.Interface;
                if (visit is null) continue;
                file.HandOut(out CapturedFrame shown);
                visit(shown);
            }

            return new(source, file, chunks);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>How many frames there are; they are numbered from 1.</summary>
    public int Count { get; }

    /// <summary>Where and why reading stopped early; null when the file is whole.</summary>
    public RecordingFault? Fault { get; }

    /// <summary>The fault as one line for people; null without a fault.</summary>
    public string? FaultMessage { get; }

    /// <summary>The capture points.</summary>
    public IReadOnlyList<RecordedInterface> Interfaces => _reader?.Interfaces ?? [];

    /// <summary>The sections.</summary>
    public IReadOnlyList<RecordedSection> Sections => _reader?.Sections ?? [];

    /// <summary>Host names that the file holds.</summary>
    public IReadOnlyList<RecordedName> Names => _reader?.Names ?? [];

    /// <summary>Keys for decryption that the file holds.</summary>
    public IReadOnlyList<RecordedSecret> Secrets => _reader?.Secrets ?? [];

    /// <summary>Reads a frame into memory of its own.</summary>
    /// <param name="number">1 to <see cref="Count"/>.</param>
    /// <exception cref="CaptureException">The file has changed since it was indexed.</exception>
    public CapturedFrame Read(int number)
    {
        byte[] buffer = [];
        return Read(number, ref buffer);
    }

    /// <summary>Reads a frame into a buffer that is used again, and grows when it must.</summary>
    /// <param name="number">1 to <see cref="Count"/>.</param>
    /// <param name="buffer">The frame's octets are valid until it is used again.</param>
    /// <exception cref="CaptureException">The file has changed since it was indexed.</exception>
    public CapturedFrame Read(int number, ref byte[] buffer)
    {
        RecordedFrame frame = Find(number, ref buffer);
        return new(buffer.AsMemory(frame.Offset, frame.Length), frame.Info);
    }

    /// <summary>What the file notes of a frame: comments, direction, drops.</summary>
    public FrameNotes ReadNotes(int number)
    {
        byte[] buffer = [];
        RecordedFrame frame = Find(number, ref buffer);
        return FrameNotes.Read(
            buffer.AsSpan(frame.OptionsOffset, frame.OptionsLength), Interfaces[frame.Interface].IsBigEndian);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private RecordedFrame Find(int number, ref byte[] buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        ulong entry = Entry(number);
        long at = (long)(entry >> InterfaceBits);
        // The next frame's record bounds this one's; what lies between may be a long block of another kind.
        long bound = number < Count ? (long)(Entry(number + 1) >> InterfaceBits) - at : FirstReadLength;
        int wanted = (int)Math.Min(bound, FirstReadLength);
        while (wanted > 0)
        {
            if (buffer.Length < wanted) buffer = new byte[wanted];
            int count = RandomAccess.Read(_octets, buffer.AsSpan(0, wanted), at);
            if (_reader!.TryReadAgain(
                buffer.AsSpan(0, count), unchecked((ushort)entry), number, out RecordedFrame frame, out int needed))
                return frame;
            wanted = count < wanted ? 0 : needed; // less than asked for: the file has become shorter
        }

        throw new CaptureException(CaptureError.UnreadableFile, "capture.error.changed",
            $"{_source.Name}: frame {number} is no longer at byte {at}: the file has changed; open it again");
    }

    private ulong Entry(int number) => _chunks[(number - 1) >> ChunkBits][(number - 1) & (ChunkLength - 1)];

    private static FileStream MakeTemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite,
        FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose);
}
