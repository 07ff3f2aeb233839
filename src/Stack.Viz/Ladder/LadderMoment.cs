using NetStack.Transport.Tcp;

namespace NetStack.Viz.Ladder;

/// <summary>A step of a connection at the moment when it was captured: what a live view draws.</summary>
/// <param name="Stream">tcp.stream.</param>
/// <param name="Left">The end that opened the connection, as address and port.</param>
/// <param name="Right">The other end.</param>
/// <param name="Step">The step. Whether it opens or closes the connection shows only later.</param>
/// <param name="LeftState">The left end's state after it.</param>
/// <param name="RightState">The right end's state after it.</param>
public sealed record LadderMoment(int Stream, string Left, string Right, LadderStep Step, TcpState LeftState, TcpState RightState);
