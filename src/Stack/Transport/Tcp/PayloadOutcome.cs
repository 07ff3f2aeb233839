using NetStack.Dissection;
using NetStack.Dissection.Recall;

namespace NetStack.Transport.Tcp;

/// <summary>What came of a segment's data. Most segments either are held back as part of a longer message or are of a
/// protocol that nobody knows: two bits of the frame's record say so, and who recalls the frame need not follow the stream.
/// Only where a message was dissected, its octets and what the application remembers come from the segments before: the
/// stream is then followed again, through the frames that the records link.</summary>
internal readonly struct PayloadOutcome
{
    private const int Nothing = 0, AllHeld = 1, AllData = 2, Message = 3;

    private readonly int _layers, _sources, _findings;

    /// <summary>Before the data is handed on.</summary>
    public PayloadOutcome(DissectedFrame frame) =>
        (_layers, _sources, _findings) = (frame.Layers.Length, frame.SourceCount, frame.Findings.Count);

    /// <summary>Shows the data as the pass did, where the frame's record is enough for that.</summary>
    /// <returns>False when the stream must be followed.</returns>
    public static bool TryRepeat(DissectedFrame frame, scoped in Octets data)
    {
        if (frame.Session.Recalled is not { } page || frame.Session.IsGoingOn || page.Mark == Message) return false;
        frame.Session.HasRepeated = true;
        if (page.Mark == AllHeld) frame.AddInPlace(TcpFields.SegmentData, data, 0, data.Length);
        else if (page.Mark == AllData) frame.NextData(data);
        return true;
    }

    /// <summary>After the data was handed on: keeps what came of it, and where the segment before it is.</summary>
    public void Keep(DissectedFrame frame, scoped in Octets data, TcpConversation conversation, TcpFlow flow)
    {
        if (frame.Session.Kept is not { } page) return;
        page.Mark = Find(frame, data, flow);
        if (conversation.LatestFrame != 0) page.Need(conversation.LatestFrame, onlyToGoOn: page.Mark != Message);
        conversation.LatestFrame = frame.Info.Number;
    }

    private int Find(DissectedFrame frame, scoped in Octets data, TcpFlow flow)
    {
        int layers = frame.Layers.Length - _layers;
        var held = flow.Reassembler?.Held ?? default;
        if (frame.SourceCount != _sources || frame.Findings.Count != _findings) return Message;
        if (layers == 0 && held.Parts == 0) return Nothing;
        if (layers == 0 && held == (1, data.Source, data.Start, data.Length)) return AllHeld;
        return layers == 1 && held.Parts == 0 && IsAllData(frame.Layers[_layers], data) ? AllData : Message;
    }

    private static bool IsAllData(in LayerRecord layer, scoped in Octets data) =>
        layer.Dissector is DataDissector && layer.Source == data.Source && layer.Start == data.Start && layer.Length == data.Length;
}
