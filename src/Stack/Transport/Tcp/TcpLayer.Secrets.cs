using System.Buffers.Binary;
using System.Numerics;
using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>What must not be guessed from outside: ISNs (RFC 6528), ports (RFC 6056), SYN cookies (RFC 4987 §3.6), the
/// offset of time stamps (RFC 7323 §5.4), and the limit on challenge ACKs (RFC 5961 §7).</summary>
public sealed partial class TcpLayer
{
    private const int CookieCounterSeconds = 64, CookieCountersValid = 2;

    /// <summary>The MSS values that three bits of a cookie can name.</summary>
    private static readonly ushort[] CookieMss = [64, 512, 536, 1024, 1220, 1440, 1460, 4312];

    private Timestamp _challengeSecond;
    private int _challengesLeft = -1;

    /// <summary>RFC 6528 §3: a clock of four microseconds plus a keyed hash of the connection's names.</summary>
    internal SeqNumber InitialSequence(in ConnectionKey key, Timestamp now) =>
        new(unchecked((uint)(now.Nanoseconds / 4_000) + (uint)HashNames(key, 0x49)));

    /// <summary>The offset of a connection's time stamp clock.</summary>
    internal uint TimestampOffset(in ConnectionKey key) => unchecked((uint)HashNames(key with { LocalPort = 0, RemotePort = 0 }, 0x54));

    private ulong HashNames(in ConnectionKey key, byte purpose, ulong extra = 0)
    {
        Span<byte> octets = stackalloc byte[48];
        int at = key.LocalAddress.Write(octets);
        at += key.RemoteAddress.Write(octets[at..]);
        BinaryPrimitives.WriteUInt16BigEndian(octets[at..], key.LocalPort);
        BinaryPrimitives.WriteUInt16BigEndian(octets[(at + 2)..], key.RemotePort);
        octets[at + 4] = purpose;
        BinaryPrimitives.WriteUInt64BigEndian(octets[(at + 5)..], extra);
        return _secret.Compute(octets[..(at + 13)]);
    }

    /// <summary>RFC 6056 §3.3.3 (hash-based port selection): a port that is free towards this peer.</summary>
    /// <returns>0 when all are taken.</returns>
    public ushort ChoosePort(in IpAddress local, in IpAddress remote, ushort remotePort, TcpProfile profile, Timestamp now)
    {
        int count = profile.LastEphemeralPort - profile.FirstEphemeralPort + 1;
        uint offset = unchecked((uint)HashNames(new(local, remote, 0, remotePort), 0x50) + _nextPort);
        for (int i = 0; i < count; i++)
        {
            ushort port = (ushort)(profile.FirstEphemeralPort + (unchecked(offset + (uint)i) % (uint)count));
            if (IsListening(local, port)) continue;
            Connection? old = _connections.Find(new(local, remote, port, remotePort));
            if (old is not null && !(old.State == TcpState.TimeWait && old.CanBeReplaced(now))) continue;
            _nextPort = unchecked(_nextPort + (uint)i + 1);
            return port;
        }

        return 0;
    }

    private uint _nextPort;

    /// <summary>RFC 5961 §7.</summary>
    internal bool MayChallenge(Timestamp now)
    {
        if (_challengesLeft < 0 || now - _challengeSecond >= Duration.FromSeconds(1))
        {
            _challengeSecond = now;
            // a limit that others can measure tells them of connections: it varies
            _challengesLeft = ((Profile.ChallengeAcksPerSecond + 1) / 2) + _random.Next(Math.Max(1, Profile.ChallengeAcksPerSecond));
        }

        if (_challengesLeft == 0) return false;
        _challengesLeft--;
        return true;
    }

    /// <summary>Answers a SYN and keeps nothing: the ISN says what the SYN said, and that we said it.</summary>
    private void SendSynCookie(Listener listener, in ConnectionKey key, in Segment seg, Timestamp now)
    {
        SegmentOptions answer = default;
        answer.MaximumSegmentSize = (ushort)Math.Min(FindPath(key).LinkMtu - HeaderOctets(key), ushort.MaxValue);
        bool useTimestamps = listener.Profile.UseTimestamps && seg.Options.HasTimestamps;
        if (useTimestamps)
        {
            // RFC 4987 §3.6: the lowest six bits of our time stamp keep the options that come in SYNs only
            answer.HasTimestamps = true;
            answer.SackPermitted = listener.Profile.UseSack && seg.Options.SackPermitted;
            if (listener.Profile.UseWindowScale && seg.Options.WindowScalePlusOne > 0)
            {
                int mostSpace = Math.Max(listener.Profile.ReceiveBuffer, listener.Profile.MaximumReceiveBuffer);
                answer.WindowScalePlusOne = (byte)(Connection.WindowShiftFor(mostSpace) + 1);
            }

            uint bits = (uint)(answer.SackPermitted ? 16 : 0) | (uint)(answer.WindowScalePlusOne > 0 ? seg.Options.WindowScalePlusOne - 1 : 15);
            answer.TsVal = CookieTimestamp(unchecked((uint)(now.Nanoseconds / 1_000_000) + TimestampOffset(key)), bits);
            answer.TsEcr = seg.Options.TsVal;
        }

        int mss = seg.Options.MaximumSegmentSize == 0 ? DefaultMssFor(key) : seg.Options.MaximumSegmentSize, index = 0;
        for (int i = 0; i < CookieMss.Length; i++)
            if (CookieMss[i] <= mss) index = i;
        Trace?.Publish(new AnsweredWithoutConnection(Trace.Envelope(now, TcpReasons.SynCookie), seg.Flags));
        Packet.Clear();
        SeqNumber cookie = Cookie(key, seg.Seq, CookieCounter(now), index);
        Send(Packet, key, TcpFlags.Syn | TcpFlags.Ack, cookie, seg.Seq + 1, ushort.MaxValue, answer, 0, 0, now);
    }

    /// <summary>The latest time stamp with these lowest five bits that is not in the future: PAWS at the peer would drop what follows.</summary>
    private static uint CookieTimestamp(uint clock, uint bits)
    {
        uint stamp = (clock & ~31u) | bits;
        return stamp > clock ? unchecked(stamp - 32) : stamp;
    }

    private static uint CookieCounter(Timestamp now) => unchecked((uint)(now.Nanoseconds / Duration.PerSecond / CookieCounterSeconds));

    private SeqNumber Cookie(in ConnectionKey key, SeqNumber peerIss, uint counter, int mssIndex)
    {
        uint hash = unchecked((uint)HashNames(key, 0x43, ((ulong)peerIss.Value << 32) | counter));
        return new((counter & 31) << 27 | (uint)mssIndex << 24 | (hash & 0xFF_FFFF));
    }

    /// <summary>An ACK in LISTEN: is it the answer to a cookie of ours?</summary>
    private bool TryOpenFromCookie(Listener listener, in ConnectionKey key, in Segment seg, Timestamp now)
    {
        if (!listener.Profile.UseSynCookies || seg.Has(TcpFlags.Fin)) return false;
        SeqNumber cookie = seg.Ack - 1;
        int mssIndex = (int)(cookie.Value >> 24 & 7);
        bool isOurs = false;
        for (uint age = 0; age < CookieCountersValid; age++)
            isOurs |= Cookie(key, seg.Seq - 1, unchecked(CookieCounter(now) - age), mssIndex) == cookie;
        if (!isOurs || !listener.HasRoom) return false;
        SegmentOptions synOptions = default;
        synOptions.MaximumSegmentSize = CookieMss[mssIndex];
        if (seg.Options.HasTimestamps)
        {
            uint echoed = seg.Options.TsEcr;
            synOptions.HasTimestamps = true;
            synOptions.SackPermitted = (echoed & 16) != 0;
            if ((echoed & 15) != 15) synOptions.WindowScalePlusOne = (byte)((echoed & 15) + 1);
        }

        Connection connection = new(this, ++_lastId, key, listener.Profile);
        listener.Configure?.Invoke(connection);
        Add(connection);
        listener.HalfOpen++;
        connection.OpenFromCookie(listener, seg, synOptions, now);
        connection.SegmentArrives(seg, now);
        return true;
    }
}
