using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>A Fast Open cookie: proof that a client has been at its address before. Source: RFC 7413 §4.1.1.</summary>
/// <param name="Length">Octets, 4 to 16; 0 is no cookie.</param>
/// <param name="Low">The first eight octets, little-endian.</param>
/// <param name="High">The others.</param>
/// <param name="IsExperimental">It came in the experimental option.</param>
public readonly record struct FastOpenCookie(byte Length, ulong Low, ulong High = 0, bool IsExperimental = false);

/// <summary>The host's Fast Open: the server's key, and the cookies that this host has been given as a client.
/// Source: RFC 7413 §4.1.2, §4.1.3.</summary>
/// <param name="random">Where the server's key comes from.</param>
public sealed class FastOpenState(SeededRandom random)
{
    /// <summary>Servers whose cookies are remembered.</summary>
    public const int MaxServers = 1024;

    private readonly Dictionary<IpAddress, (FastOpenCookie Cookie, int Mss)> _cookies = [];
    private SipHash _key = new(random.NextBits(), random.NextBits());

    /// <summary>Sets the server's key: sixteen octets as two little-endian words.</summary>
    public void SetKey(ulong low, ulong high) => _key = new(low, high);

    /// <summary>The cookie that a client at an address has to show.</summary>
    public FastOpenCookie CookieFor(in ConnectionKey key)
    {
        Span<byte> octets = stackalloc byte[32];
        int length = key.RemoteAddress.Write(octets);
        length += key.LocalAddress.Write(octets[length..]);
        return new(8, _key.Compute(octets[..length]));
    }

    /// <summary>The cookie that a server has given us; an empty one when none is known.</summary>
    public FastOpenCookie Recall(in IpAddress server) => _cookies.TryGetValue(server, out var known) ? known.Cookie : default;

    /// <summary>The MSS that came with it; 0 when none is known. Source: RFC 7413 §4.1.3.</summary>
    public int RecallMss(in IpAddress server) => _cookies.TryGetValue(server, out var known) ? known.Mss : 0;

    /// <summary>Takes cookie and MSS of a SYN-ACK; without a new cookie the old one stays. Source: RFC 7413 §4.1.3.1.</summary>
    internal void Learn(in IpAddress server, in SegmentOptions options, int mss, bool asked, bool dataWasIgnored)
    {
        if (dataWasIgnored)
        {
            Forget(server); // the path or the server drops SYNs with data: RFC 7413 §4.1.3.1
            return;
        }

        FastOpenCookie cookie = Recall(server);
        if (asked && options.FastOpenPlusOne > 1)
            cookie = new((byte)(options.FastOpenPlusOne - 1), options.CookieLow, options.CookieHigh, options.IsFastOpenExperimental);
        if (_cookies.Count >= MaxServers && !_cookies.ContainsKey(server)) _cookies.Clear();
        _cookies[server] = (cookie, mss);
    }

    /// <summary>Forgets a server.</summary>
    public void Forget(in IpAddress server) => _cookies.Remove(server);

    /// <summary>Forgets all servers.</summary>
    public void Clear() => _cookies.Clear();
}
