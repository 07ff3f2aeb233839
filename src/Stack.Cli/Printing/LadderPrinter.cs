using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Ladder;

namespace NetStack.Cli.Printing;

/// <summary>TCP connections as ladders: each step while it happens, with its connection's number and the states of both
/// ends, and when all is over the ladder of each connection as a whole.</summary>
internal sealed class LadderPrinter(Utf8Writer writer, Catalogue catalogue) : FramePrinter
{
    private readonly LadderLog _log = new();
    private readonly Dictionary<int, TcpConversation> _shown = [];

    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => [];

    /// <inheritdoc/>
    public override IEventSink Events => _log;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        if (_log.Latest is not { } recorder || recorder.LatestFrame != frame.Info.Number) return; // not TCP
        TcpConversation conversation = TcpSession.Of(frame.Session).Conversations.All[recorder.Stream];
        LadderMoment moment = LadderBuilder.Latest(recorder, conversation, frame.Session.FirstTime);
        bool isNew = _shown.TryAdd(recorder.Stream, conversation);
        PictureOutput.Write(writer, LadderTerminal.Render(moment, isNew, catalogue, PictureOutput.Columns), PictureOutput.Columns);
    }

    /// <inheritdoc/>
    public override void End()
    {
        foreach (LadderRecorder recorder in _log.Kept)
        {
            if (!_shown.TryGetValue(recorder.Stream, out TcpConversation? conversation)) continue; // a filter left it out
            LadderView view = LadderBuilder.Build(recorder, conversation);
            writer.Write((byte)'\n');
            PictureOutput.Write(writer, LadderTerminal.Render(view, catalogue, PictureOutput.Columns), PictureOutput.Columns);
        }

        if (_log.NotKept > 0) writer.Write(catalogue.Text(LadderTexts.NotRecorded, _log.NotKept) + "\n");
    }
}
