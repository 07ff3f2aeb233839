using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Hosting;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>The calls of scripts as calls of the socket API. This file opens, names and closes sockets; the others move data
/// (<c>.Data</c>), read and set options (<c>.Options</c>) and wait for several sockets (<c>.Polling</c>).</summary>
/// <remarks>A call becomes an attempt, which a call that waits repeats until it says that it is done.</remarks>
internal sealed partial class SystemCalls(IStackUnderTest stack, RunSettings settings)
{
    private readonly Dictionary<long, Descriptor> _descriptors = [];
    private int _lastUsed = -1;

    private ISocketCalls Sockets => stack.Sockets;

    /// <summary>The inside of the connection that a call was last about; null when there was none.</summary>
    public TcpInfo? Info() => _lastUsed < 0 ? null : Sockets.Info(_lastUsed);

    /// <summary>Gives a new socket the number that the script knows it by.</summary>
    public void Name(long number, Descriptor made)
    {
        _descriptors[number] = made;
        if (made.IsStream) _lastUsed = made.Number;
    }

    /// <summary>An attempt at a call.</summary>
    /// <param name="arguments">The call.</param>
    /// <param name="waits">True when its line says that it waits.</param>
    /// <returns>Null for a call that is not known.</returns>
    public Func<CallOutcome>? Prepare(CallArguments arguments, bool waits) => arguments.Call.Name switch
    {
        "socket" => () => Create(arguments),
        "bind" => () => CallOutcome.Of(Sockets.Bind(Number(arguments), arguments.Local(1))),
        "listen" => () => CallOutcome.Of(Sockets.Listen(Number(arguments), arguments.Int(1))),
        "accept" or "accept4" => () => Accept(arguments),
        "connect" => PrepareConnect(arguments, waits),
        "shutdown" => () => CallOutcome.Of(Sockets.Shutdown(Number(arguments), (ShutdownHow)(arguments.Int(1) & 0xFF))),
        "close" => () => Close(arguments),
        "getsockname" => () => GetName(arguments, isPeer: false),
        "getpeername" => () => GetName(arguments, isPeer: true),
        "fcntl" => () => Control(arguments),
        "ioctl" => () => AskQueue(arguments),
        "getsockopt" => () => GetOption(arguments),
        "setsockopt" => () => SetOption(arguments),
        "poll" => PreparePoll(arguments),
        "epoll_create" or "epoll_create1" => CreatePoller,
        "epoll_ctl" => () => ControlPoller(arguments),
        "epoll_wait" => PreparePollerWait(arguments),
        "pause" => () => CallOutcome.Waits(Errno.None),
        _ => PrepareData(arguments, waits),
    };

    private Descriptor? Find(CallArguments arguments)
    {
        long number = arguments.Number(0);
        if (!_descriptors.TryGetValue(number, out Descriptor? found)) return null;
        if (found.IsStream) _lastUsed = found.Number;
        return found;
    }

    /// <summary>The host's number of the descriptor that a call is about; -1 for one that is not open.</summary>
    private int Number(CallArguments arguments) => Find(arguments)?.Number ?? -1;

    private CallOutcome Create(CallArguments arguments)
    {
        const int kindMask = 0xF;
        long kind = arguments.Number(1);
        bool isStream = (kind & kindMask) == (long)SocketKind.Stream;
        int number = Sockets.Create(settings.Family, (SocketKind)(kind & kindMask), out Errno error);
        return Made(number, error, isStream, kind);
    }

    private CallOutcome Accept(CallArguments arguments)
    {
        int number = Sockets.Accept(Number(arguments), out SocketAddress peer, out Errno error);
        List<FieldDifference> differences = [];
        if (number >= 0) arguments.CompareAddress(1, peer, differences);
        return Made(number, error, isStream: true, flags: 0) with { Differences = differences };
    }

    private static CallOutcome Made(int number, Errno error, bool isStream, long flags)
    {
        const long nonBlocking = 0x800;
        if (error == Errno.EAGAIN) return CallOutcome.Waits(error);
        if (number < 0) return new(-1, error);
        return new(number) { Made = new(number, isStream) { IsNonBlocking = (flags & nonBlocking) != 0 } };
    }

    /// <summary>A connect that waits is over when the connection is open or has failed.</summary>
    private Func<CallOutcome> PrepareConnect(CallArguments arguments, bool waits)
    {
        bool isUnderWay = false;
        return () =>
        {
            int number = Number(arguments);
            if (isUnderWay) return ConnectIsOver(number);
            Errno error = Sockets.Connect(number, arguments.Remote(1));
            isUnderWay = error == Errno.EINPROGRESS && waits;
            return isUnderWay ? CallOutcome.Waits(error) : CallOutcome.Of(error);
        };
    }

    private CallOutcome ConnectIsOver(int number)
    {
        const Readiness over = Readiness.Writable | Readiness.Error | Readiness.HangUp;
        if ((Sockets.Poll(number) & over) == 0) return CallOutcome.Waits(Errno.EINPROGRESS);
        Sockets.GetOption(number, SocketOption.Error, out SocketOptionValue error);
        return CallOutcome.Of((Errno)error.Number);
    }

    private CallOutcome Close(CallArguments arguments)
    {
        if (_pollers.Remove(arguments.Number(0), out int poller))
        {
            Sockets.ClosePoller(poller);
            return new(0);
        }

        int number = Number(arguments);
        Errno error = Sockets.Close(number);
        _descriptors.Remove(arguments.Number(0));
        if (_lastUsed == number) _lastUsed = _descriptors.Values.LastOrDefault(other => other.IsStream)?.Number ?? -1;
        return CallOutcome.Of(error);
    }

    private CallOutcome GetName(CallArguments arguments, bool isPeer)
    {
        int number = Number(arguments);
        Errno error = isPeer ? Sockets.GetPeerName(number, out SocketAddress name) : Sockets.GetLocalName(number, out name);
        CallOutcome outcome = CallOutcome.Of(error);
        if (error == Errno.None) arguments.CompareAddress(1, name, outcome.Differences);
        return outcome;
    }

    /// <summary>F_GETFL and F_SETFL: only O_NONBLOCK can be told.</summary>
    private CallOutcome Control(CallArguments arguments)
    {
        const long getFlags = 3, setFlags = 4, readWrite = 2, nonBlocking = 0x800;
        if (Find(arguments) is not { } found) return new(-1, Errno.EBADF);
        switch (arguments.Number(1))
        {
            case getFlags: return new(readWrite | (found.IsNonBlocking ? nonBlocking : 0));
            case setFlags:
                found.IsNonBlocking = (arguments.Number(2) & nonBlocking) != 0;
                return new(0);
            default: return new(-1, Errno.EINVAL);
        }
    }

    /// <summary>SIOCINQ and SIOCOUTQ.</summary>
    private CallOutcome AskQueue(CallArguments arguments)
    {
        const long inputQueue = 0x541B, outputQueue = 0x5411;
        int number = Number(arguments), octets = 0;
        Errno error = Errno.EINVAL;
        long request = arguments.Number(1);
        if (request == inputQueue) octets = Sockets.InputQueue(number, out error);
        if (request == outputQueue) octets = Sockets.OutputQueue(number, out error);
        CallOutcome outcome = CallOutcome.Of(error);
        if (error == Errno.None && !arguments.IsEllipsis(2))
            PacketComparer.Compare("octets", arguments.NumberIn(arguments.At(2), 2), octets, outcome.Differences);
        return outcome;
    }
}
