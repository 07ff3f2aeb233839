using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>The buffers of a call: data is copied out of them before it is sent, and into them after it has been read. A null pointer
/// is an error of the call (EFAULT), never of this process.</summary>
internal static unsafe class UserMemory
{
    /// <summary>The most octets that one call moves.</summary>
    public const int MostOctets = 1 << 26;

    private const nuint MostVectors = 1024;

    /// <summary>The octets that a list of buffers has room for.</summary>
    public static Errno TryMeasure(IoVector* vectors, nuint count, bool mayBeNull, out int octets)
    {
        octets = 0;
        if (count > MostVectors) return Errno.EMSGSIZE;
        if (vectors == null && count > 0) return Errno.EFAULT;
        ulong sum = 0;
        for (nuint i = 0; i < count; i++)
        {
            if (vectors[i].Base == null && vectors[i].Length > 0 && !mayBeNull) return Errno.EFAULT;
            sum = Math.Min(sum + Math.Min(vectors[i].Length, MostOctets), MostOctets);
        }

        octets = (int)sum;
        return Errno.None;
    }

    /// <summary>Copies the octets of a list of buffers.</summary>
    public static Errno TryGather(IoVector* vectors, nuint count, out byte[] octets)
    {
        octets = [];
        Errno error = TryMeasure(vectors, count, mayBeNull: false, out int length);
        if (error != Errno.None) return error;
        octets = new byte[length];
        for (int at = 0, i = 0; at < length; i++)
        {
            int part = (int)Math.Min(vectors[i].Length, (nuint)(length - at));
            new ReadOnlySpan<byte>(vectors[i].Base, part).CopyTo(octets.AsSpan(at));
            at += part;
        }

        return Errno.None;
    }

    /// <summary>Copies octets into a list of buffers that has room for them.</summary>
    public static void Scatter(ReadOnlySpan<byte> octets, IoVector* vectors)
    {
        for (int i = 0; !octets.IsEmpty; i++)
        {
            int part = (int)Math.Min(vectors[i].Length, (nuint)octets.Length);
            octets[..part].CopyTo(new Span<byte>(vectors[i].Base, part));
            octets = octets[part..];
        }
    }
}
