using System.Buffers.Binary;
using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>Reads a capture file from start to end, or a pipe as its octets arrive: pcap or pcapng, also in gzip.</summary>
/// <remarks>Frames are handed out in place, in a read buffer of 1 MiB (which measured faster than mapping the
/// file). A damaged file gives every frame before the damage, then <see cref="Fault"/> says where and why.</remarks>
public sealed class CaptureFile : IDisposable
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int BufferLength = 1024 * 1024;

    private readonly CaptureSource _source;
    private byte[] _buffer = new byte[BufferLength];
    private int _start, _end; // the window in the buffer: what is read and not consumed
    private bool _isLast;
    private RecordingReader? _reader;
    private int _windowStart; // where the window began when the last frame was found in it
    private RecordedFrame _frame; // the last frame; its offsets count from there
    private RecordingFault? _fault;

    private CaptureFile(CaptureSource source) => _source = source;

    /// <summary>Opens a file, or standard input for <see cref="StandardInput"/>. Nothing is read yet.</summary>
    /// <exception cref="CaptureException">It cannot be opened.</exception>
    public static CaptureFile Open(string path) => new(CaptureSource.Open(path));

    /// <summary>Reads from a stream, which is closed with this object.</summary>
    /// <param name="stream">Where the file's octets come from.</param>
    /// <param name="name">What messages call it.</param>
    public static CaptureFile Open(Stream stream, string name) => new(new CaptureSource(stream, name));

    internal static CaptureFile Open(CaptureSource source) => new(source);

    /// <summary>What messages call the file.</summary>
    public string Name => _source.Name;

    /// <summary>Called whenever the buffer has been filled: about once a mebibyte.</summary>
    public Action<CaptureProgress>? Progress { get; set; }

    /// <summary>Where and why reading stopped early; null as long as all is well.</summary>
    public RecordingFault? Fault => _fault;

    /// <summary>The fault as one line for people; null without a fault.</summary>
    public string? FaultMessage => _fault is { } fault ? new CaptureException(Name, fault).Message : null;

    /// <summary>Frames read so far.</summary>
    public int FrameCount => _reader?.FrameCount ?? 0;

    /// <summary>The capture points met so far.</summary>
    public IReadOnlyList<RecordedInterface> Interfaces => _reader?.Interfaces ?? [];

    /// <summary>The sections met so far.</summary>
    public IReadOnlyList<RecordedSection> Sections => _reader?.Sections ?? [];

    /// <summary>Host names met so far.</summary>
    public IReadOnlyList<RecordedName> Names => _reader?.Names ?? [];

    /// <summary>Keys for decryption met so far.</summary>
    public IReadOnlyList<RecordedSecret> Secrets => _reader?.Secrets ?? [];

    /// <summary>True for pcap, false for pcapng, null before the first read.</summary>
    public bool? IsPcap => _reader is null ? null : _reader is PcapReader;

    internal RecordingReader? Reader => _reader;

    /// <summary>Where the frame found last lies.</summary>
    internal ref readonly RecordedFrame Found => ref _frame;

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">Its octets are valid until the next call.</param>
    /// <returns>False at the end of the file, or at its <see cref="Fault"/>.</returns>
    /// <exception cref="CaptureException">The operating system cannot read on.</exception>
    public bool TryRead(out CapturedFrame frame)
    {
        if (Advance())
        {
            HandOut(out frame);
            return true;
        }

        frame = default;
        return false;
    }

    /// <summary>Goes to the next frame.</summary>
    internal bool Advance()
    {
        if (_reader is null && !TryStart()) return false;
        while (_fault is null)
        {
            ReadStatus status = _reader!.Read(_buffer.AsSpan(_start, _end - _start), _isLast, out _frame);
            _windowStart = _start;
            _start += _reader.Consumed;
            switch (status)
            {
                case ReadStatus.Frame:
                    return true;
                case ReadStatus.NeedMore:
                    Fill();
                    break;
                case ReadStatus.End:
                    return false;
                default:
                    _fault = _reader.Fault;
                    break;
            }
        }

        return false;
    }

    /// <summary>The frame found last.</summary>
    internal void HandOut(out CapturedFrame frame)
    {
        frame = default;
        frame.Octets = new ReadOnlyMemory<byte>(_buffer, _windowStart + _frame.Offset, _frame.Length);
        frame.Info = _frame.Info;
    }

    /// <summary>What the file notes of the frame that was read last: comments, direction, drops.</summary>
    public FrameNotes ReadNotes() => _frame.OptionsLength == 0 ? FrameNotes.None : FrameNotes.Read(
        _buffer.AsSpan(_windowStart + _frame.OptionsOffset, _frame.OptionsLength), Interfaces[_frame.Interface].IsBigEndian);

    /// <summary>Throws when the file had a fault.</summary>
    /// <exception cref="CaptureException">Says in one line where and why.</exception>
    public void ThrowIfFaulty()
    {
        if (_fault is { } fault) throw new CaptureException(Name, fault);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>Recognises the format. An empty file is a capture of nothing, as with tshark.</summary>
    private bool TryStart()
    {
        while (_end < RecordingReader.MagicLength && !_isLast) Fill();
        if (_end == 0 || _fault is not null) return false;
        _reader = RecordingReader.Recognize(_buffer.AsSpan(0, _end));
        if (_reader is not null) return true;
        Span<byte> magic = stackalloc byte[RecordingReader.MagicLength];
        _buffer.AsSpan(0, Math.Min(_end, magic.Length)).CopyTo(magic);
        _fault = new(RecordingFaultReason.NotARecording, 0, BinaryPrimitives.ReadUInt32BigEndian(magic));
        return false;
    }

    /// <summary>Reads once, so that a pipe's frames are handed out as they arrive. The window moves to the front
    /// when the buffer is full, and the buffer grows only when a single record fills it.</summary>
    private void Fill()
    {
        if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            int count = _source.Read(_buffer.AsSpan(_end));
            _isLast = count == 0;
            _end += count;
        }
        catch (InvalidDataException)
        {
            _isLast = true;
            _fault = new(RecordingFaultReason.DamagedCompression, (_reader?.Position ?? 0) + _end - _start);
        }

        Progress?.Invoke(new(_source.OctetsRead, _source.OctetsTotal, FrameCount));
    }
}
