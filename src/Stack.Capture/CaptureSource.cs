namespace NetStack.Capture;

/// <summary>The octets of a capture file, decompressed when they begin with gzip's magic number.</summary>
internal sealed class CaptureSource : IDisposable
{
    private const byte GzipFirst = 0x1F, GzipSecond = 0x8B;

    private readonly Stream _raw;
    private bool _started;
    private GzipSource? _gzip; // null when the octets are not compressed
    private Stream? _copy;

    public CaptureSource(Stream raw, string name)
    {
        (_raw, Name) = (raw, name);
        OctetsTotal = raw.CanSeek ? raw.Length : null;
    }

    public string Name { get; }

    /// <summary>Octets of the raw stream; null when nobody knows (a pipe).</summary>
    public long? OctetsTotal { get; }

    /// <summary>Octets taken from the raw stream.</summary>
    public long OctetsRead { get; private set; }

    /// <summary>Makes a stream to which everything that is read is copied, if the raw stream does not allow random
    /// access to the octets: compressed data, or a pipe.</summary>
    public Func<Stream>? MakeCopy { get; init; }

    /// <summary>The stream that allows random access to what was read: the copy or the raw stream.</summary>
    public Stream RandomAccessStream => _copy ?? _raw;

    public static CaptureSource Open(string path, Func<Stream>? makeCopy = null)
    {
        if (path == CaptureFile.StandardInput)
            return new(Console.OpenStandardInput(), "standard input") { MakeCopy = makeCopy };
        try
        {
            // No buffer of its own: CaptureFile has one. Others may still be writing the file.
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return new(file, path) { MakeCopy = makeCopy };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Explain(path, e);
        }
    }

    /// <summary>Reads once, as much as is there; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The compression is damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            int count = !_started ? ReadFirst(buffer) : _gzip is null ? _raw.Read(buffer) : _gzip.Read(buffer);
            OctetsRead = _gzip?.OctetsRead ?? OctetsRead + count;
            _copy?.Write(buffer[..count]);
            return count;
        }
        catch (IOException e)
        {
            throw new CaptureException(
                CaptureError.UnreadableFile, "capture.error.cannot-read-on", $"{Name}: cannot be read further: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _raw.Dispose();
        _copy?.Dispose();
    }

    /// <summary>The first two octets tell whether this is gzip.</summary>
    private int ReadFirst(Span<byte> buffer)
    {
        _started = true;
        byte[] magic = new byte[2];
        int count = _raw.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        bool isGzip = count == 2 && magic is [GzipFirst, GzipSecond];
        if (MakeCopy is not null && (isGzip || !_raw.CanSeek)) _copy = MakeCopy();
        if (!isGzip)
        {
            magic.AsSpan(0, count).CopyTo(buffer);
            return count;
        }

        _gzip = new(_raw, magic);
        return _gzip.Read(buffer);
    }

    private static CaptureException Explain(string path, Exception error)
    {
        (string Reason, FormattableString Message) line = error switch
        {
            _ when Directory.Exists(path) =>
                ("capture.error.is-directory", $"{path}: is a directory; give a capture file"),
            FileNotFoundException or DirectoryNotFoundException =>
                ("capture.error.no-such-file", $"{path}: there is no such file; check the name with ls"),
            UnauthorizedAccessException =>
                ("capture.error.may-not-read", $"{path}: you may not read it; try sudo, or: sudo chmod a+r {path}"),
            _ => ("capture.error.cannot-open", $"{path}: cannot be opened: {error.Message}"),
        };
        return new(CaptureError.UnreadableFile, line.Reason, line.Message, error);
    }
}
