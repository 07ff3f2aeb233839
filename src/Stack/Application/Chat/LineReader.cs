namespace NetStack.Application.Chat;

/// <summary>Cuts a stream into lines, and keeps no more than one.</summary>
/// <param name="maxLength">The most octets of a line, without its end.</param>
internal sealed class LineReader(int maxLength)
{
    private byte[] _line = [];
    private int _length;
    private bool _isTooLong;

    /// <summary>Takes a line from octets that have come.</summary>
    /// <param name="octets">The octets; what was read is cut off.</param>
    /// <param name="line">The line without its end, until the next call.</param>
    /// <param name="isTooLong">It had more octets than a line may have: these are its first.</param>
    /// <returns>False when there is no whole line: all octets were read.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        int end = octets.IndexOf((byte)'\n');
        Append(end < 0 ? octets : octets[..end]);
        octets = end < 0 ? default : octets[(end + 1)..];
        line = default;
        isTooLong = false;
        if (end < 0) return false;
        line = _line.AsSpan(0, _length);
        if (line.EndsWith("\r"u8)) line = line[..^1];
        isTooLong = _isTooLong || line.Length > maxLength;
        (_length, _isTooLong) = (0, false);
        return true;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        int count = Math.Min(part.Length, maxLength + 1 - _length); // a CR may follow
        if (_line.Length < _length + count) Array.Resize(ref _line, Math.Min(maxLength + 1, Math.Max(128, (_length + count) * 2)));
        part[..count].CopyTo(_line.AsSpan(_length));
        _length += count;
        _isTooLong |= count < part.Length;
    }
}
