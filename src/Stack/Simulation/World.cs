using NetStack.Bytes;
using NetStack.Simulation.Links;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Simulation;

/// <summary>A network in virtual time: nodes, the links between them, and one agenda of what happens next.</summary>
/// <remarks>What is due first happens first; of two things that are due at the same time, the one that was put on the agenda first. So
/// the same world with the same seed gives the same frames and events, octet for octet, on every machine. Nothing in it waits:
/// an hour of a quiet network takes as long as what happens in it.</remarks>
public sealed class World
{
    /// <summary>When every world begins: 2000-01-01 00:00:00 UTC, so that captures of it have a date.</summary>
    public static readonly Timestamp Epoch = Timestamp.FromSeconds(946_684_800);

    private readonly TimerHeap _agenda = new();
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, Node> _byName = [];
    private readonly List<Link> _links = [];
    private readonly SeededRandom _random;

    /// <summary>An empty world.</summary>
    /// <param name="seed">Where all its random numbers start.</param>
    /// <param name="events">Where the events of its nodes go; null when nobody listens.</param>
    /// <param name="observer">Who sees its frames; null when nobody looks.</param>
    public World(ulong seed = 1, IEventSink? events = null, IWorldObserver? observer = null) =>
        (_random, Events, Observer) = (new(seed), events, observer);

    /// <summary>The time.</summary>
    public Timestamp Now { get; private set; } = Epoch;

    /// <summary>Time since it began.</summary>
    public Duration Elapsed => Now - Epoch;

    /// <summary>Its nodes; a node's <see cref="Node.Id"/> is its place, from 0.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Its links.</summary>
    public IReadOnlyList<Link> Links => _links;

    /// <summary>When something happens next, or never.</summary>
    public Timestamp NextEvent => _agenda.NextDeadline;

    /// <summary>Things that have happened: entries of the agenda that were served.</summary>
    public long Steps { get; private set; }

    internal IEventSink? Events { get; }

    internal IWorldObserver? Observer { get; }

    /// <summary>The node with a name, or null.</summary>
    public Node? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A cable between two ports.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">The other.</param>
    /// <param name="forth">What it does to frames from a to b; null for a perfect cable.</param>
    /// <param name="back">And from b to a; null for the same, but for frames that are dropped by their number.</param>
    /// <exception cref="ArgumentException">A port has a cable already, or both are the same.</exception>
    public Link Connect(Port a, Port b, Impairments? forth = null, Impairments? back = null)
    {
        if (a == b || a.Link is not null || b.Link is not null) throw new ArgumentException("A port takes one cable, to another port.", nameof(b));
        forth ??= new();
        back ??= forth with { Drops = [] };
        Link link = new(this, _links.Count, a, b, forth.CreateLink(_random.Split()), back.CreateLink(_random.Split()));
        _links.Add(link);
        return link;
    }

    /// <summary>Puts something on the agenda.</summary>
    /// <exception cref="ArgumentException">The time has passed.</exception>
    public void At(Timestamp time, Action<World> happens)
    {
        if (time < Now) throw new ArgumentException("That time has passed.", nameof(time));
        _agenda.Update(new Appointment(this, time, happens));
    }

    /// <summary>Lets the next thing happen.</summary>
    /// <param name="until">Not later than then.</param>
    /// <returns>False when nothing is due by then; the time is then <paramref name="until"/>, if that is a time.</returns>
    public bool Step(Timestamp until)
    {
        Timestamp next = _agenda.NextDeadline;
        if (next > until || next == Timestamp.Never)
        {
            if (until != Timestamp.Never && until > Now) Now = until;
            return false;
        }

        if (next > Now) Now = next;
        Steps++;
        _agenda.AdvanceFirst(Now);
        return true;
    }

    /// <summary>Lets everything happen that is due by a time.</summary>
    /// <param name="until">The time; never for as long as anything happens.</param>
    /// <param name="mostSteps">A limit for networks that never come to rest.</param>
    /// <returns>False when the limit was reached first.</returns>
    public bool Run(Timestamp until, long mostSteps = long.MaxValue)
    {
        for (long steps = 0; steps < mostSteps; steps++)
            if (!Step(until)) return true;
        return false;
    }

    internal int Add(Node node)
    {
        if (!_byName.TryAdd(node.Name, node)) throw new ArgumentException($"There is a node {node.Name} already.", nameof(node));
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    internal ulong NextSeed() => _random.NextBits();

    /// <summary>The deadline of something may have changed.</summary>
    internal void Reschedule(Timed timed) => _agenda.Update(timed);

    private sealed class Appointment(World world, Timestamp time, Action<World> happens) : Timed
    {
        private bool _isOver;

        public override Timestamp NextDeadline => _isOver ? Timestamp.Never : time;

        public override void Advance(Timestamp now)
        {
            _isOver = true;
            happens(world);
        }
    }
}
