using NetStack.Bytes;
using NetStack.Simulation.Links;
using NetStack.Transport;

namespace NetStack.Simulation;

/// <summary>A cable between two ports: two directions, each with its own delay, rate, queue and faults.</summary>
public sealed class Link
{
    private readonly Direction _forth, _back;

    internal Link(World world, int id, Port a, Port b, LinkDirection forth, LinkDirection back)
    {
        (Id, A, B) = (id, a, b);
        (_forth, _back) = (new(world, b, forth), new(world, a, back));
        a.Link = b.Link = this;
    }

    /// <summary>Its number in the world, from 0.</summary>
    public int Id { get; }

    /// <summary>One end.</summary>
    public Port A { get; }

    /// <summary>The other.</summary>
    public Port B { get; }

    /// <summary>False when it is cut: frames that are sent then are lost; those under way arrive.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Frames that were sent while it was cut.</summary>
    public long LostWhileDown { get; private set; }

    /// <summary>The direction in which a port sends.</summary>
    public LinkDirection From(Port port) => port == A ? _forth.Wire : _back.Wire;

    /// <inheritdoc/>
    public override string ToString() => $"{A} - {B}";

    internal void Send(Port from, in Frame frame, Timestamp now)
    {
        if (!IsUp)
        {
            LostWhileDown++;
            return;
        }

        (from == A ? _forth : _back).Send(frame, now);
    }

    /// <summary>One direction on the world's agenda.</summary>
    private sealed class Direction(World world, Port to, LinkDirection wire) : Timed
    {
        public LinkDirection Wire => wire;

        public override Timestamp NextDeadline => wire.NextArrival;

        public void Send(in Frame frame, Timestamp now)
        {
            wire.Send(frame, now);
            world.Reschedule(this);
        }

        /// <summary>One frame a step: what happens at the same time elsewhere gets its turn in the order of the agenda.</summary>
        public override void Advance(Timestamp now)
        {
            if (!wire.TryTake(now, out Frame frame)) return;
            world.Observer?.Received(to, frame, now);
            to.Node.Arrive(to, frame, now);
        }
    }
}
