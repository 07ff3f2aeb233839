namespace NetStack.Application.Tls;

/// <summary>What is remembered of one TLS connection.</summary>
public sealed class TlsConversation
{
    /// <summary>TLS 1.3.</summary>
    public const int Tls13 = 0x0304;

    /// <summary>True after the first record: what follows is TLS even where its header looks odd.</summary>
    public bool IsEstablished { get; internal set; }

    /// <summary>The version that the server chose; 0 before.</summary>
    public int Version { get; internal set; }

    /// <summary>The cipher suite that the server chose; 0 before.</summary>
    public int CipherSuite { get; internal set; }

    /// <summary>True when the server chose TLS 1.3 or a draft of it (0x7F00 and up).</summary>
    public bool IsTls13 => Version == Tls13 || Version >> 8 == 0x7F;

    internal TlsDirection Client { get; } = new();

    internal TlsDirection Server { get; } = new();
}

/// <summary>What is remembered of one direction.</summary>
internal sealed class TlsDirection
{
    private byte[] _pending = [];

    /// <summary>True after a ChangeCipherSpec: handshake messages are encrypted from then on.</summary>
    internal bool HasChangedCipherSpec { get; set; }

    /// <summary>The beginning of a handshake message that goes on in a later record.</summary>
    internal ReadOnlySpan<byte> Pending => _pending.AsSpan(0, PendingLength);

    /// <summary>Octets of it.</summary>
    internal int PendingLength { get; private set; }

    /// <summary>Keeps octets of an unfinished message.</summary>
    internal void Append(ReadOnlySpan<byte> octets)
    {
        if (_pending.Length - PendingLength < octets.Length)
            Array.Resize(ref _pending, Math.Max(_pending.Length * 2, PendingLength + octets.Length));
        octets.CopyTo(_pending.AsSpan(PendingLength));
        PendingLength += octets.Length;
    }

    /// <summary>Forgets them: the message is whole, or given up.</summary>
    internal void Clear() => (_pending, PendingLength) = ([], 0);
}
