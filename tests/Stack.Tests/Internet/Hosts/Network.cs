using NetStack.Bytes;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Wires in memory between nodes. What is sent arrives at once; time passes only when the test says so.</summary>
internal sealed class Network(params Node[] nodes)
{
    private readonly Dictionary<(Node Node, int Interface), int> _wires = [];

    public Timestamp Now { get; private set; } = Timestamp.FromSeconds(1);

    /// <summary>Frames that the wires have carried, in order.</summary>
    public List<byte[]> Carried { get; } = [];

    /// <summary>True for a frame that gets lost.</summary>
    public Predicate<byte[]> Loses { get; set; } = _ => false;

    /// <summary>Puts an interface on another wire than number 0.</summary>
    public Network Attach(Node node, int @interface, int wire)
    {
        _wires[(node, @interface)] = wire;
        return this;
    }

    /// <summary>Lets everything arrive that is on the way.</summary>
    public void Run()
    {
        for (int i = 0; i < 1000; i++)
        {
            foreach (Node node in nodes) node.Settle(Now);
            if (!Carry()) return;
        }

        Assert.Fail("the nodes never fall silent");
    }

    /// <summary>Lets time pass, deadline by deadline.</summary>
    public void Pass(Duration time)
    {
        Run();
        Timestamp end = Now + time;
        while (nodes.Min(node => node.Layer.NextDeadline) is var next && next <= end)
        {
            Assert.True(next >= Now, "a deadline was missed");
            Now = next;
            Run();
        }

        Now = end;
    }

    private bool Carry()
    {
        bool any = false;
        foreach (Node from in nodes)
        {
            var frames = from.Sent.ToArray();
            from.Sent.Clear();
            foreach (var frame in frames)
            {
                any = true;
                Carried.Add(frame.Octets);
                if (Loses(frame.Octets)) continue;
                int wire = _wires.GetValueOrDefault((from, frame.Interface));
                foreach (Node to in nodes)
                {
                    for (int @interface = 1; @interface <= to.Layer.InterfaceCount; @interface++)
                    {
                        bool isOther = to != from || @interface != frame.Interface;
                        if (isOther && _wires.GetValueOrDefault((to, @interface)) == wire)
                            to.Layer.Receive(@interface, new(frame.Octets, frame.Checksum, frame.SegmentSize), Now);
                    }
                }
            }
        }

        return any;
    }
}
