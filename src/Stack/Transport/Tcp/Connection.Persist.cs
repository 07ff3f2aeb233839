using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>RFC 9293 §3.8.6.1: a closed window is asked again and again whether it still is.</summary>
public sealed partial class Connection
{
    /// <summary>RFC 9293 §3.8.6.1: the peer's window is closed; it is asked again and again whether it still is (MUST-35 to
    /// MUST-37).</summary>
    private void ProbeWindow(Timestamp now)
    {
        if (_sent.Count > 0 || !HasUnsent) return;
        int limit = IsOrphan ? Profile.OrphanRetries : Profile.Retries2;
        bool timedOut = _userTimeout.Nanoseconds > 0 && _probingSince != Timestamp.Never && now - _probingSince >= _userTimeout;
        if (_unansweredProbes >= limit || timedOut)
        {
            Fail(Errno.ETIMEDOUT, timedOut ? TcpReasons.UserTimeout : TcpReasons.TooManyRetransmissions, now);
            return;
        }

        if (_probingSince == Timestamp.Never) _probingSince = now;
        _unansweredProbes++;
        int room = SndUna + (int)Math.Min(SndWnd, int.MaxValue) - SndNxt;
        if (room > 0 && NotSent > 0)
        {
            SendNew(Math.Min(Math.Min(room, NotSent), SndMss), withFin: false, now, pushes: true); // a window smaller than a segment: use it
            return;
        }

        SendProbe(now);
        _backoff = Math.Min(_backoff + 1, 32);
        SetTimer(TimerKind.Persist, now + PersistTimeout, now);
    }

    private Timestamp _probingSince = Timestamp.Never;

    /// <summary>Nothing is out, and an acknowledgment has come: the peer's window may be open again.</summary>
    private void OnWindowOpened(Timestamp now)
    {
        if (_sent.Count > 0) return;
        if (!HasUnsent)
        {
            StopTimer(TimerKind.Persist);
            _probingSince = Timestamp.Never;
            return;
        }

        if (FitsWindow(Math.Min(NotSent, SndMss)))
        {
            _backoff = 0;
            _probingSince = Timestamp.Never;
            StopTimer(TimerKind.Persist);
        }
        else
        {
            SetTimer(TimerKind.Persist, now + PersistTimeout, now);
        }
    }
}
