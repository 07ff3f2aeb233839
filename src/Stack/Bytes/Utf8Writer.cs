using System.Buffers;
using System.Text;

namespace NetStack.Bytes;

/// <summary>Text output as UTF-8 octets in a buffer that grows and is used again: numbers, addresses and text
/// without a string for each. Not for several threads.</summary>
public sealed class Utf8Writer : IBufferWriter<byte>
{
    private byte[] _buffer;
    private int _length;

    /// <summary>A writer with room for some octets; it grows as needed.</summary>
    public Utf8Writer(int capacity = 256) => _buffer = new byte[Math.Max(16, capacity)];

    /// <summary>What has been written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What has been written, for callers that need memory (valid until the next write).</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>Octets written.</summary>
    public int Length => _length;

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Forgets what was written after the first <paramref name="length"/> octets.</summary>
    public void Truncate(int length) => _length = Math.Min(length, _length);

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Writes one octet.</summary>
    public void Write(byte octet)
    {
        Reserve(1);
        _buffer[_length++] = octet;
    }

    /// <summary>Writes octets that are UTF-8 already.</summary>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
    }

    /// <summary>Writes ASCII; an octet that ASCII does not have becomes U+FFFD, whatever it was meant to be.</summary>
    public void WriteAscii(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            Write(plain < 0 ? text : text[..plain]);
            if (plain < 0) return;
            Write("\uFFFD"u8);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>Writes characters as UTF-8.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    /// <summary>Writes an unsigned number in decimal.</summary>
    public void WriteDecimal(ulong value)
    {
        Reserve(20);
        if (value <= uint.MaxValue)
        {
            WriteSmall((uint)value); // a division by ten of 32 bits is much cheaper, and most numbers are small
            return;
        }

        value.TryFormat(_buffer.AsSpan(_length), out int written);
        _length += written;
    }

    /// <summary>Writes a signed number in decimal.</summary>
    public void WriteDecimal(long value)
    {
        if (value >= 0)
        {
            WriteDecimal((ulong)value);
            return;
        }

        Reserve(20);
        value.TryFormat(_buffer.AsSpan(_length), out int written);
        _length += written;
    }

    /// <summary>Writes a number in decimal with at least so many digits.</summary>
    public void WriteDecimal(ulong value, int digits)
    {
        Reserve(20 + digits);
        int needed = 1;
        for (ulong rest = value / 10; rest > 0; rest /= 10) needed++;
        for (; needed < digits; digits--) _buffer[_length++] = (byte)'0';
        WriteDecimal(value);
    }

    /// <summary>Writes a number in lower-case hexadecimal with at least so many digits (0 to 16), without 0x.</summary>
    public void WriteHex(ulong value, int digits)
    {
        Reserve(16);
        int needed = Math.Max(Math.Max(digits, 1), (67 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 4);
        for (int i = needed - 1; i >= 0; i--)
            _buffer[_length++] = HexDigit((int)(value >> (4 * i) & 0xF));
    }

    /// <summary>Writes octets as pairs of lower-case hexadecimal digits, without separators.</summary>
    public void WriteHex(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length * 2);
        foreach (byte octet in octets)
        {
            _buffer[_length++] = HexDigit(octet >> 4);
            _buffer[_length++] = HexDigit(octet & 0xF);
        }
    }

    /// <summary>Writes a link-layer address: 02:00:00:00:00:01.</summary>
    public void WriteMac(MacAddress address)
    {
        Reserve(17);
        for (int shift = 40; shift >= 0; shift -= 8)
        {
            _buffer[_length++] = HexDigit(unchecked((int)(address.Value >> (shift + 4))) & 0xF);
            _buffer[_length++] = HexDigit(unchecked((int)(address.Value >> shift)) & 0xF);
            if (shift > 0) _buffer[_length++] = (byte)':';
        }
    }

    /// <summary>Writes an address as dotted decimal or as RFC 5952 text; nothing for no address.</summary>
    public void WriteIp(in IpAddress address)
    {
        if (address.Family == IpFamily.V6)
        {
            Ipv6Text.Write(this, address.High, address.Low);
        }
        else if (address.Family == IpFamily.V4)
        {
            Reserve(15);
            for (int shift = 24; shift >= 0; shift -= 8)
            {
                WriteOctet((int)(address.Low >> shift & 0xFF));
                if (shift > 0) _buffer[_length++] = (byte)'.';
            }
        }
    }

    /// <summary>Writes seconds with nine decimals: 1.000000001, as tshark writes times.</summary>
    public void WriteSeconds(long nanoseconds, int decimals = 9)
    {
        ulong magnitude = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        if (nanoseconds < 0) Write((byte)'-');
        WriteDecimal(magnitude / (ulong)Duration.PerSecond);
        if (decimals == 0) return;
        Write((byte)'.');
        ulong fraction = magnitude % (ulong)Duration.PerSecond;
        for (int i = decimals; i < 9; i++) fraction /= 10;
        WriteDecimal(fraction, decimals);
    }

    /// <summary>What has been written, as a string.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Written);

    private static byte HexDigit(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' - 10 + nibble);

    private void WriteSmall(uint value)
    {
        int digits = 1;
        for (uint rest = value / 10; rest > 0; rest /= 10) digits++;
        _length += digits;
        for (int at = _length - 1; digits > 0; at--, digits--)
        {
            uint tenth = value / 10;
            _buffer[at] = (byte)('0' + (value - (tenth * 10)));
            value = tenth;
        }
    }

    private void WriteOctet(int value)
    {
        if (value >= 100) _buffer[_length++] = (byte)('0' + (value / 100));
        if (value >= 10) _buffer[_length++] = (byte)('0' + (value / 10 % 10));
        _buffer[_length++] = (byte)('0' + (value % 10));
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length < more)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
    }
}
