namespace NetStack.Transport;

/// <summary>ICMP errors that wait for their reader. Bounded: anybody can send them, and so many are forged.</summary>
internal struct ErrorQueue
{
    /// <summary>Errors that may wait; a later one is dropped.</summary>
    public const int MaxErrors = 128;

    private Queue<ReportedError>? _errors;

    /// <summary>Errors that wait.</summary>
    public readonly int Count => _errors?.Count ?? 0;

    /// <summary>Adds an error. False when too many wait.</summary>
    public bool TryAdd(in ReportedError error)
    {
        if (Count >= MaxErrors) return false;
        (_errors ??= []).Enqueue(error);
        return true;
    }

    /// <summary>Takes the oldest error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="next">What the error that is now the oldest means; none when there is no other.</param>
    public readonly bool TryTake(out ReportedError error, out Errno next)
    {
        (error, next) = (default, Errno.None);
        if (_errors?.TryDequeue(out error) != true) return false;
        if (_errors.TryPeek(out ReportedError following)) next = following.Errno;
        return true;
    }

    /// <summary>Drops everything.</summary>
    public void Clear() => _errors = null;
}
