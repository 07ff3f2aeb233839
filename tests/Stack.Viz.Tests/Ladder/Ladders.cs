using NetStack.Dissection;
using NetStack.Tests.Transport.Tcp;
using NetStack.Transport.Tcp;
using NetStack.Viz.Ladder;

namespace NetStack.Tests.Ladder;

/// <summary>Ladders of connections that are written as segments.</summary>
internal static class Ladders
{
    public const string Opening = """
        +0    < S 100:100(0) win 1000
        +.010 > S 500:500(0) ack 101 win 2000
        +.010 < . 101:101(0) ack 501 win 1000

        """;

    public const string Closing = """

        +.010 < F 104:104(0) ack 501 win 1000
        +.010 > F 501:501(0) ack 105 win 2000
        +.010 < . 105:105(0) ack 502 win 1000
        """;

    public const string Whole = Opening + """
        +.010 < P 101:104(3) ack 501 win 1000
        +.010 > . 501:501(0) ack 104 win 2000
        """ + Closing;

    public static LadderView Of(string script, bool collapse = true, int maxItems = 500)
    {
        LadderRecorder recorder = new(0);
        DissectionSession session = new TcpTrace(events: recorder).Run(script, frame => frame.Session)[0];
        TcpDissector tcp = session.Registry.Dissectors.OfType<TcpDissector>().Single();
        return LadderBuilder.Build(recorder, session.State<TcpSession>(tcp).Conversations.All[0], collapse, maxItems);
    }
}
