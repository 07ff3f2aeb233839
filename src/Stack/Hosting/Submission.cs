namespace NetStack.Hosting;

/// <summary>An operation for a completion ring. Its memory belongs to the ring until it has completed.</summary>
public readonly record struct Submission
{
    /// <summary>What to do.</summary>
    public RingOperation Operation { get; private init; }

    /// <summary>With which descriptor.</summary>
    public int Descriptor { get; private init; }

    /// <summary>What comes back with the completion.</summary>
    public long UserData { get; private init; }

    /// <summary>Whom to connect or send to.</summary>
    public SocketAddress Address { get; private init; }

    /// <summary>How to send or receive.</summary>
    public SocketFlags Flags { get; private init; }

    /// <summary>What to send.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>Where to receive.</summary>
    public Memory<byte> Into { get; private init; }

    /// <summary>Accept.</summary>
    public static Submission Accept(int fd, long userData) =>
        new() { Operation = RingOperation.Accept, Descriptor = fd, UserData = userData };

    /// <summary>Connect.</summary>
    public static Submission Connect(int fd, in SocketAddress to, long userData) =>
        new() { Operation = RingOperation.Connect, Descriptor = fd, Address = to, UserData = userData };

    /// <summary>Send; an address is for datagrams.</summary>
    public static Submission Send(int fd, ReadOnlyMemory<byte> data, long userData, SocketFlags flags = SocketFlags.None, SocketAddress to = default) =>
        new() { Operation = RingOperation.Send, Descriptor = fd, Data = data, UserData = userData, Flags = flags, Address = to };

    /// <summary>Receive.</summary>
    public static Submission Receive(int fd, Memory<byte> into, long userData, SocketFlags flags = SocketFlags.None) =>
        new() { Operation = RingOperation.Receive, Descriptor = fd, Into = into, UserData = userData, Flags = flags };

    /// <summary>Close.</summary>
    public static Submission Close(int fd, long userData) =>
        new() { Operation = RingOperation.Close, Descriptor = fd, UserData = userData };
}
