using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>How an operation of a completion ring has ended.</summary>
/// <param name="UserData">What was given with it.</param>
/// <param name="Result">A descriptor or a number of octets; -1 with an error.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Peer">Who was accepted, or who sent a datagram.</param>
public readonly record struct Completion(long UserData, int Result, Errno Error, SocketAddress Peer);
