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
}

/// <summary>tcpi_busy_time and tcpi_rwnd_limited of Linux.</summary>
public sealed partial class Connection
{
    private SenderTime _spending;
    private Timestamp _spendingSince;
    private Duration _busyTime, _windowLimitedTime; // the second is part of the first

    /// <summary>Books the time since the last call.</summary>
    private void Spend(bool waitsForWindow, Timestamp now)
    {
        SenderTime next = waitsForWindow ? SenderTime.WindowLimited
            : _sent.Count > 0 || HasUnsent ? SenderTime.Busy
            : SenderTime.Idle;
        if (next == _spending) return;
        (_busyTime, _windowLimitedTime) = Spent(now);
        (_spending, _spendingSince) = (next, now);
    }

    private (Duration Busy, Duration WindowLimited) Spent(Timestamp now)
    {
        Duration since = now - _spendingSince, none = default;
        return (_busyTime + (_spending != SenderTime.Idle ? since : none),
            _windowLimitedTime + (_spending == SenderTime.WindowLimited ? since : none));
    }
}
