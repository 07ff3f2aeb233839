using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>Calls. One that waits is tried again after everything that happens, until it returns.</summary>
internal sealed partial class ScriptRun
{
    private readonly List<WaitingCall> _waiting = [];

    private ScriptFailure? Invoke(ScriptEvent item, ScriptAction.Call call, TimeSlot slot)
    {
        CallArguments arguments = new(call, item.Position, _settings);
        if (_calls.Prepare(arguments, slot.ReturnsAt is not null) is not { } attempt)
            return ScriptFailure.At(item.Position, DrillReasons.UnknownCall, call.Name);
        if (call.Name == "listen") _conversations.NoteListening();
        if (call.Name is "connect" or "sendto" or "sendmsg") _conversations.NoteConnecting();
        CallOutcome outcome = attempt();
        if (arguments.Failure is { } failure) return failure;
        if (slot.ReturnsAt is not { } end || !outcome.IsWaiting)
        {
            if (slot.ReturnsAt is { } late && CompareEnd(slot, late) is { } wrongTime) outcome.Differences.Add(wrongTime);
            return Judge(item, call, arguments, outcome) ?? RetryCalls();
        }

        Duration tolerance = ToleranceFor(end, slot.Base);
        _waiting.Add(new(item, call, arguments, slot, attempt, end + tolerance) { WakeAt = outcome.WakeAt });
        return null;
    }

    private FieldDifference? CompareEnd(TimeSlot slot, Timestamp end)
    {
        Duration tolerance = ToleranceFor(end, slot.Base);
        bool isRight = _host.Now >= end + new Duration(-tolerance.Nanoseconds) && _host.Now <= end + tolerance;
        return isRight ? null : new("time", SinceStart(end), SinceStart(_host.Now));
    }

    /// <summary>The earliest time at which a call that waits has to be tried although nothing happened.</summary>
    private Timestamp NextWake()
    {
        Timestamp earliest = Timestamp.Never;
        foreach (WaitingCall waiting in _waiting)
        {
            if (waiting.WakeAt > _host.Now && waiting.WakeAt < earliest) earliest = waiting.WakeAt;
        }

        return earliest;
    }

    private ScriptFailure? RetryCalls()
    {
        for (int i = 0; i < _waiting.Count; i++)
        {
            WaitingCall waiting = _waiting[i];
            CallOutcome outcome = waiting.Attempt();
            if (outcome.IsWaiting)
            {
                if (_host.Now > waiting.MustEnd) return StillWaits(waiting);
                continue;
            }

            _waiting.RemoveAt(i--);
            if (CompareEnd(waiting.Slot, waiting.Slot.ReturnsAt!.Value) is { } wrongTime) outcome.Differences.Add(wrongTime);
            if (Judge(waiting.Item, waiting.Call, waiting.Arguments, outcome) is { } failure) return failure;
        }

        return null;
    }

    /// <summary>At the end of the script: calls that still wait have until their time.</summary>
    private ScriptFailure? AwaitCalls()
    {
        while (_waiting.Count > 0)
        {
            WaitingCall first = _waiting[0];
            if (GoTo(first.MustEnd) is { } failure) return failure;
            if (_waiting.Count > 0 && ReferenceEquals(_waiting[0], first)) return StillWaits(first);
        }

        return null;
    }

    private static ScriptFailure StillWaits(WaitingCall waiting) =>
        ScriptFailure.At(waiting.Item.Position, DrillReasons.CallWaits, waiting.Call.Name, SinceStart(waiting.Slot.ReturnsAt!.Value));

    private ScriptFailure? Judge(ScriptEvent item, ScriptAction.Call call, CallArguments arguments, CallOutcome outcome)
    {
        if (outcome.WrongOctet >= 0)
            return ScriptFailure.At(item.Position, DrillReasons.ReadDataDiffers, PacketText.Decimal(outcome.WrongOctet));
        List<FieldDifference> differences = [.. outcome.Differences];
        CompareResult(call, arguments, outcome, differences);
        if (arguments.Failure is { } failure) return failure;
        return differences.Count == 0 ? null : new(item.Position, DrillReasons.CallDiffers, [call.Name], [.. differences]);
    }

    private void CompareResult(ScriptAction.Call call, CallArguments arguments, CallOutcome outcome, List<FieldDifference> differences)
    {
        if (call.ErrorName is { } name && Errors.Find(name) != outcome.Error) differences.Add(new("errno", name, NameOf(outcome.Error)));
        if (call.Result is ScriptExpression.Ellipsis) return;
        long result = arguments.Number(call.Result, arguments.Count), actual = outcome.Value;
        bool isMade = outcome.Made is not null || outcome.MadePoller is not null;
        if (isMade && result >= 0)
        {
            if (outcome.Made is { } made) _calls.Name(result, made);
            if (outcome.MadePoller is { } poller) _calls.Name(result, poller);
            return;
        }

        if (result == actual) return;
        differences.Add(new("result", PacketText.Decimal(result), PacketText.Decimal(actual)));
        if (call.ErrorName is null && outcome.Error != Errno.None) differences.Add(new("errno", "-", NameOf(outcome.Error)));
    }

    private static string NameOf(Errno error) => error == Errno.None ? "-" : error.ToString();

    private sealed record WaitingCall(
        ScriptEvent Item, ScriptAction.Call Call, CallArguments Arguments, TimeSlot Slot, Func<CallOutcome> Attempt, Timestamp MustEnd)
    {
        public Timestamp WakeAt { get; init; }
    }
}
