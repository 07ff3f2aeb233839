using NetStack.Bytes;
using NetStack.Internet.PathMtus;
using NetStack.Tracing;

namespace NetStack.Internet;

// The largest datagram that reaches a destination. Source: RFC 1191, RFC 8201; for black holes RFC 2923 §2.1.
public sealed partial class InternetLayer
{
    /// <summary>RFC 1191 §7.1: MTUs that links have, for a router that says only that it was too big.</summary>
    private static readonly int[] Plateaus = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68];

    private readonly PathMtuCache _pathMtus;

    /// <inheritdoc/>
    public void LowerPathMtu(in IpAddress destination, int mtu, Timestamp now)
    {
        if (TryFindWay(destination, default, 0, out Way way) && !way.IsLocal)
            LowerPathMtu(way, mtu, InternetReasons.BlackHole, now);
    }

    private int PathMtu(in IpAddress destination, HostInterface through) =>
        Math.Min(through.MtuFor(destination.Family), _pathMtus.Find(destination));

    /// <summary>A router says that a datagram was too big.</summary>
    /// <returns>False when it cannot be true: the transport is not told.</returns>
    private bool LearnPathMtu(in DeliveryError error, int quotedLength, Timestamp now)
    {
        if (!TryFindWay(error.Destination, error.Source, 0, out Way way) || way.IsLocal) return false;
        bool isIpv4 = error.Destination.Family == IpFamily.V4;
        if (!isIpv4 && error.Mtu < MinIpv6Mtu) return false; // RFC 8201 §4: such a message is discarded
        int mtu = isIpv4 && error.Mtu < MinIpv4Mtu ? Plateau(quotedLength) : error.Mtu;
        LowerPathMtu(way, mtu, InternetReasons.TooBigReceived, now);
        return true;
    }

    private static int Plateau(int quotedLength)
    {
        foreach (int plateau in Plateaus)
            if (plateau < quotedLength) return plateau;
        return MinIpv4Mtu;
    }

    private void LowerPathMtu(in Way way, int mtu, in Reason reason, Timestamp now)
    {
        mtu = Math.Max(mtu, way.Destination.Family == IpFamily.V4 ? _options.MinPathMtu : MinIpv6Mtu);
        if (mtu >= way.Mtu) return; // no message makes it larger: RFC 1191 §3
        _pathMtus.Set(way.Destination, mtu, now + _options.PathMtuAge);
        ForgetWays();
        _trace?.Publish(new PathMtuChanged(_trace.Envelope(now, reason), way.Destination, way.Mtu, mtu));
    }

    private void AdvancePathMtus(Timestamp now)
    {
        while (_pathMtus.TryExpire(now, out IpAddress destination, out int mtu))
        {
            ForgetWays();
            if (_trace is null || !TryFindWay(destination, default, 0, out Way way)) continue;
            _trace.Publish(new PathMtuChanged(_trace.Envelope(now, InternetReasons.PathMtuAged), destination, mtu, way.Mtu));
        }
    }
}
