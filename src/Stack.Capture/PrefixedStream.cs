namespace NetStack.Capture;

/// <summary>A stream with octets that were already taken from it put back in front. Reading only.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : Stream
{
    private int _taken;

    /// <summary>Octets read, also those of the prefix.</summary>
    public long OctetsRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _taken < prefix.Length ? ReadPrefix(buffer) : rest.Read(buffer);
        OctetsRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadPrefix(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, prefix.Length - _taken);
        prefix.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }
}
