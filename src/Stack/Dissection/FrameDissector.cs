using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>The frame as the capture device saw it: number, time, length. Hands on by link type.</summary>
public sealed class FrameDissector : Dissector
{
    private static readonly Field Number = Field.Generated("frame.number", FieldType.UInt32);
    private static readonly Field Time = Field.Generated("frame.time", FieldType.AbsoluteTime);
    private static readonly Field TimeEpoch = Field.Generated("frame.time_epoch", FieldType.RelativeTime);
    private static readonly Field TimeDelta = Field.Generated("frame.time_delta", FieldType.RelativeTime);
    private static readonly Field TimeRelative = Field.Generated("frame.time_relative", FieldType.RelativeTime);
    private static readonly Field Length = Field.Generated("frame.len", FieldType.UInt32);
    private static readonly Field CapturedLength = Field.Generated("frame.cap_len", FieldType.UInt32);
    private static readonly Field Protocols = Field.Generated("frame.protocols", FieldType.Text);
    private static readonly Field InterfaceId = Field.Generated("frame.interface_id", FieldType.UInt32);
    private static readonly Field EncapType = Field.Generated("frame.encap_type", FieldType.Int32);

    /// <summary>The frame's own fields: none of them is in its octets.</summary>
    public static Protocol Definition { get; } = new("frame", "Frame", "Frame",
        [Number, Time, TimeEpoch, TimeDelta, TimeRelative, Length, CapturedLength, Protocols, InterfaceId, EncapType]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        FrameInfo info = frame.Info;
        DissectionSession session = frame.Session;
        frame.SetHeaderLength(0);
        frame.AddGenerated(InterfaceId, (ulong)info.Interface);
        frame.AddGenerated(EncapType, (ulong)info.LinkType);
        frame.AddGenerated(Time, info.Time);
        frame.AddGenerated(TimeEpoch, info.Time);
        frame.AddGenerated(TimeDelta, info.Time - session.PreviousTime);
        frame.AddGenerated(TimeRelative, info.Time - session.FirstTime);
        frame.AddGenerated(Number, (ulong)info.Number);
        frame.AddGenerated(Length, (ulong)info.OriginalLength);
        frame.AddGenerated(CapturedLength, (ulong)octets.Length);
        if (info.Time < session.PreviousTime)
            frame.Report(Severity.Note, FindingReasons.TimeBackwards, octets, 0);
        if (!frame.TryNext(DissectorTable.LinkType, (uint)info.LinkType, octets))
            frame.NextData(octets);
        if (frame.Wants(Protocols))
            frame.AddGeneratedText(Protocols, ProtocolChain(frame));
    }

    /// <summary>eth:ethertype:ip:tcp:http: the layers by name, from outside in.</summary>
    private static ReadOnlySpan<byte> ProtocolChain(DissectedFrame frame)
    {
        Utf8Writer writer = frame.Scratch;
        writer.Clear();
        foreach (ref readonly LayerRecord layer in frame.Layers[1..])
        {
            if (writer.Length > 0) writer.Write((byte)':');
            writer.Write(layer.Protocol.Utf8Name);
            if (layer.Protocol.Name == "eth") writer.Write(":ethertype"u8);
        }

        return writer.Written;
    }
}
