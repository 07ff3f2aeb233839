using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport.Tcp;

namespace NetStack.Viz.Ladder;

/// <summary>A TCP connection as a ladder: two ends, and between them what they sent, in the order of time.</summary>
/// <param name="Stream">tcp.stream.</param>
/// <param name="Left">The end that opened the connection, as address and port.</param>
/// <param name="Right">The other end.</param>
/// <param name="LeftBegins">The left end's state before the first step.</param>
/// <param name="RightBegins">The right end's state before the first step.</param>
/// <param name="Items">Steps, and runs of steps that say the same.</param>
/// <param name="Segments">How many segments there were.</param>
/// <param name="Omitted">Segments at the end that are not shown because there are too many.</param>
/// <param name="Length">From the first segment to the last.</param>
/// <param name="IsInferred">True when the states were concluded from a capture, not stated by a stack.</param>
public sealed record LadderView(int Stream, string Left, string Right, TcpState LeftBegins, TcpState RightBegins,
    ImmutableArray<LadderItem> Items, int Segments, int Omitted, Duration Length, bool IsInferred);

/// <summary>Which part of a connection's life an item belongs to.</summary>
public enum LadderPhase
{
    /// <summary>The three-way handshake.</summary>
    Opening,

    /// <summary>Data, or a capture that began in mid-connection.</summary>
    Open,

    /// <summary>From the first FIN or RST on.</summary>
    Closing,
}

/// <summary>A rung, or several rungs in one.</summary>
/// <param name="Phase">The part of the connection's life.</param>
/// <param name="At">Time since the first step.</param>
/// <param name="FromLeft">True when the left end sent it.</param>
public abstract record LadderItem(LadderPhase Phase, Duration At, bool FromLeft);

/// <summary>A rung: one segment.</summary>
/// <param name="Phase">The part of the connection's life.</param>
/// <param name="At">Time since the first step.</param>
/// <param name="FromLeft">True when the left end sent it.</param>
/// <param name="Frame">The frame's number.</param>
/// <param name="Flags">The control bits.</param>
/// <param name="Seq">The relative sequence number.</param>
/// <param name="Ack">The relative acknowledgment number.</param>
/// <param name="DataLength">Octets of data.</param>
/// <param name="Window">The window in octets.</param>
/// <param name="Reason">What the segment is for, and where that is written.</param>
/// <param name="Marks">What is remarkable.</param>
/// <param name="LeftStates">The states that the left end enters, mostly none or one.</param>
/// <param name="RightStates">The states that the right end enters.</param>
public sealed record LadderStep(LadderPhase Phase, Duration At, bool FromLeft, int Frame, TcpFlags Flags, uint Seq, uint Ack,
    int DataLength, long Window, Reason Reason, ImmutableArray<LadderMark> Marks, ImmutableArray<NewState> LeftStates, ImmutableArray<NewState> RightStates)
    : LadderItem(Phase, At, FromLeft);

/// <summary>Several rungs in one: data in one direction, and what acknowledges it.</summary>
/// <param name="Phase">The part of the connection's life.</param>
/// <param name="At">Time since the first step.</param>
/// <param name="FromLeft">True when the left end sends the data.</param>
/// <param name="Until">When the last of them was sent.</param>
/// <param name="FirstFrame">The first frame's number.</param>
/// <param name="LastFrame">The last frame's number.</param>
/// <param name="DataSegments">Segments with data.</param>
/// <param name="DataOctets">Their octets of data.</param>
/// <param name="FirstSeq">The first relative sequence number.</param>
/// <param name="NextSeq">The relative sequence number after the last.</param>
/// <param name="Acks">Segments without data.</param>
/// <param name="LastAck">The highest acknowledgment of the data, 0 for none.</param>
public sealed record LadderRun(LadderPhase Phase, Duration At, bool FromLeft, Duration Until, int FirstFrame, int LastFrame,
    int DataSegments, long DataOctets, uint FirstSeq, uint NextSeq, int Acks, uint LastAck) : LadderItem(Phase, At, FromLeft);

/// <summary>A state that an end enters, and why.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">What made it enter it.</param>
public readonly record struct NewState(TcpState State, Reason Reason);

/// <summary>Something remarkable about a segment.</summary>
/// <param name="Kind">What.</param>
/// <param name="Frame">The frame that it refers to (sent first, acknowledged first), 0 for none.</param>
/// <param name="After">Time since that frame.</param>
/// <param name="Count">A number: of duplicate ACKs.</param>
public readonly record struct LadderMark(LadderMarkKind Kind, int Frame = 0, Duration After = default, int Count = 0);

/// <summary>What can be remarkable about a segment.</summary>
public enum LadderMarkKind
{
    /// <summary>Segments before this one are missing: lost, or not captured.</summary>
    Gap,

    /// <summary>Sent again after a time-out.</summary>
    Retransmission,

    /// <summary>Sent again after duplicate ACKs.</summary>
    FastRetransmission,

    /// <summary>Sent again in vain.</summary>
    SpuriousRetransmission,

    /// <summary>Overtaken by a later segment.</summary>
    OutOfOrder,

    /// <summary>The same acknowledgment again.</summary>
    DuplicateAck,

    /// <summary>The receiver has no room.</summary>
    ZeroWindow,

    /// <summary>The sender has used all of the window.</summary>
    WindowFull,

    /// <summary>Acknowledges what was not captured.</summary>
    AckOfUnseen,
}
