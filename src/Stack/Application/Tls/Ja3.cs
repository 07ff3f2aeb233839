using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Tls;

/// <summary>The JA3 fingerprint of a hello: version, cipher suites, extensions, groups and point formats, each list
/// joined by dashes, GREASE left out. Programs that share a TLS library share it.</summary>
internal sealed class Ja3
{
    private readonly Utf8Writer _ciphers = new(128);
    private readonly Utf8Writer _extensions = new(64);
    private readonly Utf8Writer _groups = new(32);
    private readonly Utf8Writer _formats = new(16);
    private int _version;

    internal void Begin(int version) => _version = version;

    internal void AddCipher(int suite) => Append(_ciphers, suite);

    internal void AddExtension(int type) => Append(_extensions, type);

    internal void AddGroup(int group) => Append(_groups, group);

    internal void AddPointFormat(int format)
    {
        if (_formats.Length > 0) _formats.Write((byte)'-');
        _formats.WriteDecimal((ulong)format);
    }

    /// <summary>Writes a client's fingerprint.</summary>
    internal void WriteClient(DissectedFrame frame) =>
        Write(frame, TlsFields.Ja3Full, TlsFields.Ja3Hash, [_ciphers, _extensions, _groups, _formats]);

    /// <summary>Writes a server's: it has chosen, so there are no lists to tell of.</summary>
    internal void WriteServer(DissectedFrame frame) =>
        Write(frame, TlsFields.Ja3sFull, TlsFields.Ja3sHash, [_ciphers, _extensions]);

    private static void Append(Utf8Writer list, int value)
    {
        if (TlsNames.IsGrease(value)) return;
        if (list.Length > 0) list.Write((byte)'-');
        list.WriteDecimal((ulong)value);
    }

    private void Write(DissectedFrame frame, Field full, Field hash, ReadOnlySpan<Utf8Writer> lists)
    {
        if (!frame.Wants(full) && !frame.Wants(hash)) return;
        Utf8Writer text = new(256);
        text.WriteDecimal((ulong)_version);
        foreach (Utf8Writer list in lists)
        {
            text.Write((byte)',');
            text.Write(list.Written);
        }

        frame.AddGeneratedText(full, text.Written);
        Span<byte> digest = stackalloc byte[Md5.DigestLength];
        Md5.Hash(text.Written, digest);
        text.Clear();
        text.WriteHex(digest);
        frame.AddGeneratedText(hash, text.Written);
    }
}
