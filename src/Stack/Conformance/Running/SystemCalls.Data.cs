using NetStack.Conformance.Syntax;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>Calls that move data. What is written is the pattern, and what is read has to be it.</summary>
internal sealed partial class SystemCalls
{
    private Func<CallOutcome>? PrepareData(CallArguments arguments, bool waits) => arguments.Call.Name switch
    {
        "read" => () => Read(arguments, arguments.Length(2), 0, address: int.MaxValue),
        "recv" => () => Read(arguments, arguments.Length(2), arguments.Int(3), address: int.MaxValue),
        "recvfrom" => () => Read(arguments, arguments.Length(2), arguments.Int(3), address: 4),
        "readv" => () => Read(arguments, arguments.Octets(arguments.At(1), 1), 0, address: int.MaxValue),
        "recvmsg" => () => Read(arguments, MessageOctets(arguments), arguments.Int(2), address: int.MaxValue),
        "write" => PrepareWrite(arguments, () => arguments.Length(2), () => 0, () => default, waits),
        "send" => PrepareWrite(arguments, () => arguments.Length(2), () => arguments.Int(3), () => default, waits),
        "sendto" => PrepareWrite(arguments, () => arguments.Length(2), () => arguments.Int(3), () => Destination(arguments, 4), waits),
        "writev" => PrepareWrite(arguments, () => arguments.Octets(arguments.At(1), 1), () => 0, () => default, waits),
        "sendmsg" => PrepareWrite(arguments, () => MessageOctets(arguments), () => arguments.Int(2), () => MessageName(arguments), waits),
        _ => null,
    };

    private static int MessageOctets(CallArguments arguments) =>
        arguments.Octets(CallArguments.Member(arguments.At(1), "msg_iov"), 1);

    private CallOutcome Read(CallArguments arguments, int length, int flags, int address)
    {
        if (arguments.Failure is not null) return new(-1, Errno.EINVAL);
        if (arguments.IsNull(1) && length > 0) return new(-1, Errno.EFAULT);
        Descriptor? descriptor = Find(arguments);
        byte[] buffer = new byte[length];
        int number = descriptor?.Number ?? -1;
        int count = Sockets.ReceiveFrom(number, buffer, (SocketFlags)flags, out SocketAddress from, out Errno error);
        if (error == Errno.EAGAIN) return CallOutcome.Waits(error);
        if (count < 0 || descriptor is null) return new(-1, error);
        List<FieldDifference> differences = [];
        if (!descriptor.IsStream && address < arguments.Count) arguments.CompareAddress(address, from, differences);
        return new(count) { Differences = differences, WrongOctet = Verify(descriptor, buffer, count, (SocketFlags)flags) };
    }

    /// <summary>The first octet that is not the pattern's; what was thrown away (MSG_TRUNC) cannot be looked at.</summary>
    private static long Verify(Descriptor descriptor, byte[] buffer, int count, SocketFlags flags)
    {
        if (!descriptor.IsStream) return StreamPattern.FirstDifference(buffer.AsSpan(0, Math.Min(count, buffer.Length)), 0);
        bool isPeek = (flags & SocketFlags.Peek) != 0, isSkip = (flags & SocketFlags.Truncate) != 0 && !isPeek;
        long wrong = isSkip ? -1 : StreamPattern.FirstDifference(buffer.AsSpan(0, count), descriptor.OctetsRead);
        if (!isPeek) descriptor.OctetsRead += count;
        return wrong;
    }

    /// <summary>A write that waits goes on until all was taken.</summary>
    private Func<CallOutcome> PrepareWrite(
        CallArguments arguments, Func<int> askLength, Func<int> askFlags, Func<SocketAddress> askDestination, bool waits)
    {
        int taken = 0;
        bool isOpened = false;
        return () =>
        {
            int length = askLength();
            SocketFlags flags = (SocketFlags)askFlags();
            SocketAddress destination = askDestination();
            if (arguments.Failure is not null) return new(-1, Errno.EINVAL);
            if (arguments.IsNull(1) && length > 0) return new(-1, Errno.EFAULT);
            if (taken > 0 && taken == length) return IsOpening(arguments) ? CallOutcome.Waits(Errno.EAGAIN) : new(taken);
            if (taken > 0 || isOpened) flags &= ~SocketFlags.FastOpen; // said once: from now on it is an ordinary call
            if (!waits) flags |= SocketFlags.DontWait;
            Errno error = Write(arguments, length - taken, flags, destination, out int count);
            isOpened |= waits && error is Errno.None or Errno.EINPROGRESS;
            taken += Math.Max(count, 0);
            if (error is Errno.None && waits && IsOpening(arguments)) return CallOutcome.Waits(Errno.EAGAIN);
            if (error is Errno.None && waits && taken < length) return CallOutcome.Waits(Errno.EAGAIN);
            if (error is Errno.EAGAIN or Errno.EINPROGRESS && waits) return CallOutcome.Waits(error);
            return error == Errno.None || taken > 0 ? new(taken) : new(-1, error);
        };
    }

    /// <summary>Fast Open: the data is on its way with the SYN, but a call that waits also waits for the handshake.</summary>
    private bool IsOpening(CallArguments arguments)
    {
        const int synSent = 2;
        return Find(arguments) is { IsStream: true } found && Sockets.Info(found.Number).State == synSent;
    }

    private Errno Write(CallArguments arguments, int length, SocketFlags flags, in SocketAddress destination, out int count)
    {
        Descriptor? descriptor = Find(arguments);
        byte[] data = new byte[length];
        StreamPattern.Fill(data, descriptor is { IsStream: true } ? descriptor.OctetsWritten : 0);
        count = Sockets.SendTo(descriptor?.Number ?? -1, data, flags, destination, out Errno error);
        if (descriptor is not null && count > 0) descriptor.OctetsWritten += count;
        return error;
    }

    /// <summary>Three dots are the peer where the call needs one: for datagrams that are not connected, and for Fast Open.</summary>
    private SocketAddress Destination(CallArguments arguments, int index)
    {
        bool isFastOpen = ((SocketFlags)arguments.Int(3) & SocketFlags.FastOpen) != 0;
        bool isNamed = arguments.Count > index && arguments.At(index) is ScriptExpression.Structure;
        return isNamed || isFastOpen || NeedsPeer(arguments) ? arguments.Remote(index) : default;
    }

    private SocketAddress MessageName(CallArguments arguments)
    {
        bool isFastOpen = ((SocketFlags)arguments.Int(2) & SocketFlags.FastOpen) != 0;
        return isFastOpen || NeedsPeer(arguments) ? arguments.Remote(int.MaxValue) : default;
    }

    private bool NeedsPeer(CallArguments arguments) =>
        Find(arguments) is { IsStream: false } found && Sockets.GetPeerName(found.Number, out _) != Errno.None;
}
