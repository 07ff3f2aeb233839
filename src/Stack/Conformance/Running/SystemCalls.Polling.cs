using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>poll and epoll. With a time-out they wait on the virtual clock.</summary>
internal sealed partial class SystemCalls
{
    private const long EdgeTriggered = 0x8000_0000, OneShot = 0x4000_0000;
    private readonly Dictionary<long, int> _pollers = [];

    private Func<CallOutcome> PreparePoll(CallArguments arguments)
    {
        Timestamp? end = null;
        return () =>
        {
            end ??= EndOf(arguments.Number(2));
            CallOutcome outcome = Poll(arguments);
            if (outcome.Value > 0 || stack.Now >= end) return outcome;
            return outcome with { IsWaiting = true, WakeAt = end.Value };
        };
    }

    /// <summary>When a time-out in milliseconds ends; a negative one never does.</summary>
    private Timestamp EndOf(long milliseconds) =>
        milliseconds < 0 ? Timestamp.Never : stack.Now + Duration.FromMilliseconds(Math.Min(milliseconds, int.MaxValue));

    private CallOutcome Poll(CallArguments arguments)
    {
        CallOutcome outcome = new(0);
        long ready = 0;
        if (arguments.At(0) is not ScriptExpression.List entries)
        {
            arguments.Refuse(0);
            return outcome;
        }

        foreach (ScriptExpression entry in entries.Elements)
        {
            uint found = ReadyOf(arguments, entry);
            if (found != 0) ready++;
            if (CallArguments.Member(entry, "revents") is not { } expected || expected is ScriptExpression.Ellipsis) continue;
            long wanted = arguments.Number(expected, 0);
            if (wanted != found) outcome.Differences.Add(new("revents", ReadinessText.Of(wanted), ReadinessText.Of(found)));
        }

        return outcome with { Value = ready };
    }

    private uint ReadyOf(CallArguments arguments, ScriptExpression entry)
    {
        const uint always = (uint)(Readiness.Error | Readiness.HangUp) | 0x20;
        if (CallArguments.Member(entry, "fd") is not { } fd)
        {
            arguments.Refuse(0);
            return 0;
        }

        _descriptors.TryGetValue(arguments.Number(fd, 0), out Descriptor? descriptor);
        if (descriptor is { IsStream: true }) _lastUsed = descriptor.Number;
        uint asked = CallArguments.Member(entry, "events") is { } events ? (uint)(arguments.Number(events, 0) & uint.MaxValue) : 0;
        return (uint)Sockets.Poll(descriptor?.Number ?? -1) & (asked | always);
    }

    /// <summary>The script names it by the result of the call.</summary>
    private CallOutcome CreatePoller() => new(0) { MadePoller = Sockets.CreatePoller() };

    public void Name(long number, int made) => _pollers[number] = made;

    private CallOutcome ControlPoller(CallArguments arguments)
    {
        if (!_pollers.TryGetValue(arguments.Number(0), out int poller)) return new(-1, Errno.EBADF);
        long number = arguments.Number(2);
        int fd = _descriptors.TryGetValue(number, out Descriptor? found) ? found.Number : -1;
        ScriptExpression? entry = arguments.Count > 3 ? arguments.At(3) : null;
        long events = CallArguments.Member(entry, "events") is { } asked ? arguments.Number(asked, 3) : 0;
        ScriptExpression? data = CallArguments.Member(entry, "u32", "u64", "ptr", "fd", "data");
        long userData = data is null or ScriptExpression.Ellipsis ? number : arguments.Number(data, 3);
        PollerMode mode = ((events & EdgeTriggered) != 0 ? PollerMode.Edge : 0) | ((events & OneShot) != 0 ? PollerMode.OneShot : 0);
        Readiness interest = (Readiness)(events & ~(EdgeTriggered | OneShot) & uint.MaxValue);
        return CallOutcome.Of(Sockets.ControlPoller(poller, (PollerChange)arguments.Int(1), fd, interest, mode, userData));
    }

    private Func<CallOutcome> PreparePollerWait(CallArguments arguments)
    {
        Timestamp? end = null;
        return () =>
        {
            end ??= EndOf(arguments.Number(3));
            if (!_pollers.TryGetValue(arguments.Number(0), out int poller)) return new(-1, Errno.EBADF);
            PollerEvent[] found = new PollerEvent[Math.Clamp(arguments.Number(2), 0, 1024)];
            int count = Sockets.WaitPoller(poller, found);
            if (count == 0 && stack.Now < end) return CallOutcome.Waits(Errno.None) with { Value = 0, WakeAt = end.Value };
            CallOutcome outcome = new(count);
            CompareReports(arguments, found.AsSpan(0, count), outcome.Differences);
            return outcome;
        };
    }

    private static void CompareReports(CallArguments arguments, ReadOnlySpan<PollerEvent> found, List<FieldDifference> differences)
    {
        if (arguments.IsEllipsis(1)) return;
        ScriptExpression? argument = arguments.At(1);
        ScriptExpression[] entries = argument is ScriptExpression.List list ? [.. list.Elements] : argument is null ? [] : [argument];
        for (int i = 0; i < Math.Min(entries.Length, found.Length); i++)
        {
            if (CallArguments.Member(entries[i], "events") is { } events and not ScriptExpression.Ellipsis)
            {
                long wanted = arguments.Number(events, 1);
                string actual = ReadinessText.Of((uint)found[i].Ready);
                if (wanted != (uint)found[i].Ready) differences.Add(new("events", ReadinessText.Of(wanted), actual));
            }

            if (CallArguments.Member(entries[i], "u32", "u64", "ptr", "fd", "data") is { } data and not ScriptExpression.Ellipsis)
                PacketComparer.Compare("data", arguments.Number(data, 1), found[i].UserData, differences);
        }
    }
}
