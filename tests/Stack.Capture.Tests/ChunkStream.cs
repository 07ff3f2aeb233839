namespace NetStack.Tests;

/// <summary>A pipe whose octets arrive in given pieces; <see cref="Reads"/> tells how many were asked for.</summary>
internal sealed class ChunkStream(params byte[][] chunks) : Stream
{
    public int Reads { get; private set; }

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
        if (Reads >= chunks.Length) return 0;
        byte[] chunk = chunks[Reads];
        int count = Math.Min(chunk.Length, buffer.Length);
        chunk.AsSpan(0, count).CopyTo(buffer);
        if (count < chunk.Length) chunks[Reads] = chunk[count..];
        else Reads++;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
