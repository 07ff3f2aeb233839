using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

public sealed partial class NeighborCache
{
    /// <inheritdoc/>
    public void Advance(Timestamp now)
    {
        if (now < NextDeadline) return;
        NextDeadline = Timestamp.Never;
        for (int i = _entries.Count - 1; i >= 0; i--) // backwards: an entry that goes swaps places with one that is done
        {
            if (i >= _entries.Count) continue; // giving up on one made another give way
            NeighborEntry entry = _entries[i];
            if (entry.Deadline <= now) TimeOut(entry, now);
            if (entry.Deadline < NextDeadline) NextDeadline = entry.Deadline;
        }
    }

    private void TimeOut(NeighborEntry entry, Timestamp now)
    {
        switch (entry.State)
        {
            case NeighborState.Incomplete:
                AskAgain(entry, options.MaxMulticastSolicit, default, now);
                break;
            case NeighborState.Reachable:
                Enter(entry, NeighborState.Stale, Timestamp.Never, now);
                break;
            case NeighborState.Delay:
                Enter(entry, NeighborState.Probe, now + options.RetransTimer, now);
                Solicit(entry, entry.Mac, now);
                break;
            case NeighborState.Probe:
                AskAgain(entry, options.MaxUnicastSolicit, entry.Mac, now);
                break;
            default:
                entry.Deadline = Timestamp.Never;
                break;
        }
    }

    private void AskAgain(NeighborEntry entry, int most, MacAddress known, Timestamp now)
    {
        if (entry.Solicitations >= most)
        {
            Remove(entry, now);
            return;
        }

        Arm(entry, now + options.RetransTimer);
        Solicit(entry, known, now);
    }

    private void Solicit(NeighborEntry entry, MacAddress known, Timestamp now)
    {
        entry.Solicitations++;
        user.Solicit(entry.Interface, entry.Address, known, now);
    }

    private void EnterReachable(NeighborEntry entry, Timestamp now) =>
        Enter(entry, NeighborState.Reachable, now + ReachableTime(), now);

    private void Enter(NeighborEntry entry, NeighborState state, Timestamp deadline, Timestamp now)
    {
        NeighborState before = entry.State;
        entry.State = state;
        entry.Solicitations = 0;
        Arm(entry, deadline);
        if (before != state) user.StateChanged(entry.Interface, entry.Address, entry.Mac, before, state, now);
    }

    private void Arm(NeighborEntry entry, Timestamp deadline)
    {
        entry.Deadline = deadline;
        if (deadline < NextDeadline) NextDeadline = deadline;
    }

    /// <summary>RFC 4861 §6.3.2: uniformly between MIN_RANDOM_FACTOR (0.5) and MAX_RANDOM_FACTOR (1.5) of the base, so that
    /// hosts do not probe in step.</summary>
    private Duration ReachableTime()
    {
        long time = options.BaseReachableTime.Nanoseconds;
        return new((time / 2) + (time > 0 ? (long)random.Next((ulong)time) : 0));
    }

    private void SendPending(NeighborEntry entry, Timestamp now)
    {
        while (entry.Pending.TryDequeue(out HeldDatagram held))
            user.SendHeld(entry.Interface, entry.Mac, held.Frame, now);
    }

    private NeighborEntry Create(int @interface, in IpAddress address, Timestamp now)
    {
        if (_entries.Count >= options.MaxEntries) Remove(LeastUseful(), now);
        NeighborEntry entry = new(@interface, address) { LastUsed = now, Place = _entries.Count };
        _entries.Add(entry);
        _byAddress[(@interface, address)] = entry;
        return entry;
    }

    /// <summary>Who gives way when the cache is full: strangers that do not answer, then the stale, then the others; among
    /// equals the one that was used longest ago.</summary>
    private NeighborEntry LeastUseful()
    {
        NeighborEntry least = _entries[0];
        foreach (NeighborEntry entry in _entries)
        {
            int order = Usefulness(entry.State) - Usefulness(least.State);
            if (order < 0 || (order == 0 && entry.LastUsed < least.LastUsed)) least = entry;
        }

        return least;
    }

    private static int Usefulness(NeighborState state) => state switch
    {
        NeighborState.None or NeighborState.Incomplete => 0,
        NeighborState.Stale => 1,
        NeighborState.Permanent => 3,
        _ => 2,
    };

    private void Remove(NeighborEntry entry, Timestamp now)
    {
        _byAddress.Remove((entry.Interface, entry.Address));
        NeighborEntry last = _entries[^1];
        _entries[entry.Place] = last;
        last.Place = entry.Place;
        _entries.RemoveAt(_entries.Count - 1);
        Enter(entry, NeighborState.None, Timestamp.Never, now);
        while (entry.Pending.TryDequeue(out HeldDatagram held))
            user.GiveUp(entry.Interface, entry.Address, held.Frame, now);
    }
}
