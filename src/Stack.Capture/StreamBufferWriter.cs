using System.Buffers;

namespace NetStack.Capture;

/// <summary>Gathers what codecs write and hands it to a stream. Between two calls of <see cref="Advance"/> nothing
/// reaches the stream, so that what does always ends where a record ends.</summary>
internal sealed class StreamBufferWriter(Stream stream) : IBufferWriter<byte>, IDisposable
{
    private const int BufferLength = 64 * 1024;

    private byte[] _buffer = new byte[BufferLength];
    private int _length;

    /// <summary>Octets written, also those that still lie in the buffer.</summary>
    public long OctetsWritten { get; private set; }

    public void Advance(int count)
    {
        _length += count;
        OctetsWritten += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _length < Math.Max(1, sizeHint)) WriteOut();
        if (_buffer.Length < sizeHint) _buffer = new byte[sizeHint];
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Flush()
    {
        WriteOut();
        stream.Flush();
    }

    /// <summary>Closes the stream; what was not flushed is lost.</summary>
    public void Dispose() => stream.Dispose();

    private void WriteOut()
    {
        int length = _length;
        _length = 0; // also when the stream throws: writing the same octets again would help nobody
        stream.Write(_buffer, 0, length);
    }
}
