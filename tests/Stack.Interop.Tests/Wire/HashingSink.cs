using System.Buffers;
using System.Security.Cryptography;

namespace NetStack.Tests.Wire;

/// <summary>Takes octets and keeps their SHA-256.</summary>
internal sealed class HashingSink : IBufferWriter<byte>
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[65_536];

    public void Advance(int count) => _hash.AppendData(_buffer, 0, count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length) _buffer = new byte[sizeHint];
        return _buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public string Finish() => Convert.ToHexString(_hash.GetHashAndReset());
}
