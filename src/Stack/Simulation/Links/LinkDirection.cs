using NetStack.Bytes;

namespace NetStack.Simulation.Links;

/// <summary>One direction of a link: frames go in, and come out later, or not, or twice, or changed.</summary>
/// <remarks>The same options, seed and frames give the same arrivals, octet for octet.</remarks>
/// <param name="options">What it does to frames.</param>
/// <param name="random">Its random numbers.</param>
public sealed class LinkDirection(LinkOptions options, SeededRandom random)
{
    /// <summary>Frames under way at most: a loop in a network must not fill the memory.</summary>
    public const int MaxUnderWay = 1 << 20;

    private readonly record struct Flight(byte[] Octets, int Length, ChecksumState Checksum, int SegmentSize);

    private readonly PriorityQueue<Flight, (long Time, long Order)> _underWay = new();
    private readonly Stack<byte[]> _free = new();
    private long _order;
    private Timestamp _lastArrival, _freeAt;
    private byte[]? _taken;

    /// <summary>What the link does; it may change at any time (a route that changes its MTU).</summary>
    public LinkOptions Options { get; set; } = options;

    /// <summary>Frames that were dropped.</summary>
    public long Dropped { get; private set; }

    /// <summary>Frames that went in.</summary>
    public long Offered { get; private set; }

    /// <summary>When the next frame arrives, or never.</summary>
    public Timestamp NextArrival => _underWay.TryPeek(out _, out (long Time, long Order) first) ? new(first.Time) : Timestamp.Never;

    /// <summary>Decides before the probabilities do: true drops the frame. For scripted losses.</summary>
    public Func<long, bool>? DropsFrame { get; set; }

    /// <summary>Puts a frame in.</summary>
    public void Send(in Frame frame, Timestamp now)
    {
        long number = ++Offered;
        bool isLost = DropsFrame?.Invoke(number) == true | Happens(Options.Loss)
            | (Options.LargestFrame > 0 && frame.Octets.Length > Options.LargestFrame) | _underWay.Count >= MaxUnderWay;
        if (isLost || !TryOccupy(frame.Octets.Length, now, out Timestamp sent))
        {
            Dropped++;
            return;
        }

        Enter(frame, sent);
        if (Happens(Options.Duplicate)) Enter(frame, sent);
    }

    /// <summary>Takes the next frame that has arrived; its octets are valid until the next call.</summary>
    public bool TryTake(Timestamp now, out Frame frame)
    {
        if (_taken is not null) _free.Push(_taken);
        _taken = null;
        frame = default;
        if (NextArrival > now || !_underWay.TryDequeue(out Flight flight, out _)) return false;
        _taken = flight.Octets;
        frame = new(flight.Octets.AsSpan(0, flight.Length), flight.Checksum, flight.SegmentSize);
        return true;
    }

    private bool Happens(int millionths) => millionths > 0 && random.Next(LinkOptions.Always) < millionths;

    /// <summary>The link sends one frame after another.</summary>
    private bool TryOccupy(int length, Timestamp now, out Timestamp sent)
    {
        sent = now;
        if (Options.BitsPerSecond <= 0) return true;
        long perFrame = (long)((Int128)length * 8 * Duration.PerSecond / Options.BitsPerSecond);
        Timestamp start = _freeAt > now ? _freeAt : now;
        if (Options.QueueFrames > 0 && perFrame > 0 && (start - now).Nanoseconds / perFrame >= Options.QueueFrames) return false;
        sent = _freeAt = start + new Duration(perFrame);
        return true;
    }

    private void Enter(in Frame frame, Timestamp sent)
    {
        Timestamp arrival = sent + Options.Delay;
        if (Options.Jitter.Nanoseconds > 0) arrival += new Duration((long)random.Next((ulong)Options.Jitter.Nanoseconds));
        if (Happens(Options.Reorder)) arrival += Options.ReorderDelay; // the ones behind it overtake
        else if (arrival < _lastArrival) arrival = _lastArrival;
        else _lastArrival = arrival;
        byte[] octets = Rent(frame.Octets.Length);
        frame.Octets.CopyTo(octets);
        ChecksumState checksum = frame.Checksum;
        if (Happens(Options.Corrupt) && frame.Octets.Length > 0)
        {
            octets[random.Next(frame.Octets.Length)] ^= (byte)(1 << random.Next(8));
            checksum = ChecksumState.Unverified;
        }

        _underWay.Enqueue(new(octets, frame.Octets.Length, checksum, frame.SegmentSize), (arrival.Nanoseconds, ++_order));
    }

    private byte[] Rent(int length) =>
        _free.TryPop(out byte[]? octets) && octets.Length >= length ? octets : new byte[Math.Max(length, 2048)];
}
