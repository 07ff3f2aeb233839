using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>What a sender's time went to: the first question when a connection was slow.</summary>
internal enum SenderTime : byte
{
    /// <summary>Nothing to send.</summary>
    Idle,

    /// <summary>Data is out or could be.</summary>
    Busy,

    /// <summary>Data waits for the peer's window.</summary>
    WindowLimited,

    /// <summary>Everything in the send buffer is out, and the application waits for room in it.</summary>
    BufferLimited,
}

/// <summary>tcpi_busy_time, tcpi_rwnd_limited and tcpi_sndbuf_limited of Linux.</summary>
public sealed partial class Connection
{
    private SenderTime _spending;
    private Timestamp _spendingSince;
    private Duration _busyTime, _windowLimitedTime, _bufferLimitedTime; // the others are part of the first

    /// <summary>Books the time since the last call.</summary>
    private void Spend(bool waitsForWindow, bool isCwndLimited, Timestamp now)
    {
        SenderTime next = waitsForWindow ? SenderTime.WindowLimited
            : _wantsRoom && !HasUnsent && !isCwndLimited ? SenderTime.BufferLimited
            : _sent.Count > 0 || HasUnsent ? SenderTime.Busy
            : SenderTime.Idle;
        if (next == _spending) return;
        (_busyTime, _windowLimitedTime, _bufferLimitedTime) = Spent(now);
        (_spending, _spendingSince) = (next, now);
    }

    private (Duration Busy, Duration WindowLimited, Duration BufferLimited) Spent(Timestamp now)
    {
        Duration since = now - _spendingSince, none = default;
        return (_busyTime + (_spending != SenderTime.Idle ? since : none),
            _windowLimitedTime + (_spending == SenderTime.WindowLimited ? since : none),
            _bufferLimitedTime + (_spending == SenderTime.BufferLimited ? since : none));
    }
}
