using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Tracing;

namespace NetStack.Conformance.Running;

/// <summary>One run of one script over one version of IP: the events in their order, each at its time. This file has the
/// time line; the others packets going in (<c>.Inbound</c>), packets coming out (<c>.Outbound</c>), calls
/// (<c>.Calls</c>) and code (<c>.Code</c>).</summary>
internal sealed partial class ScriptRun
{
    private const int EventsKept = 40, ToleranceShare = 8;
    private readonly Script _script;
    private readonly RunSettings _settings;
    private readonly IStackUnderTest _host;
    private readonly RecentEvents _events;
    private readonly ConversationTable _conversations;
    private readonly PacketWriter _writer;
    private readonly SystemCalls _calls;
    private readonly ImmutableArray<LadderStep>.Builder _ladder = ImmutableArray.CreateBuilder<LadderStep>();
    private Timestamp _previous = HostUnderTest.Start; // when the event before happened, by the script

    public ScriptRun(Script script, RunSettings settings, ulong seed, IEventSink? listener, Func<StackSetup, IStackUnderTest>? makeStack)
    {
        (_script, _settings) = (script, settings);
        _events = new(EventsKept, listener);
        _host = makeStack?.Invoke(settings.Setup(script)) ?? new HostUnderTest(settings, seed, _events);
        _events.Forget(); // addresses and routes of the host are no part of the script
        SeededRandom random = new(seed ^ 0x5EED);
        _conversations = new(settings, random);
        _writer = new(settings.Remote, settings.Local);
        _calls = new(_host, settings);
    }

    public ScriptResult Run()
    {
        ScriptFailure? failure = null;
        foreach (ScriptEvent item in _script.Events)
        {
            failure = Do(item);
            if (failure is not null) break;
        }

        failure ??= Finish();
        if (failure is not null) NoteWhatIsLeft();
        return new(failure, _ladder.ToImmutable(), _events.Kept, _host.Now - HostUnderTest.Start);
    }

    private ScriptFailure? Do(ScriptEvent item)
    {
        TimeSlot slot = TimeSlot.Of(item.Time, _previous);
        if (slot.Earliest < _previous && _host.HasExactTime) return RunsBack(item, slot);
        if (item.Action is ScriptAction.Packet { Content.Direction: PacketDirection.Outbound } expected)
            return ExpectPacket(item, expected.Content, slot);
        if (GoTo(slot.Earliest) is { } failure) return failure;
        _previous = item.Time.Kind == EventTimeKind.Any ? _host.Now : slot.Earliest;
        return item.Action switch
        {
            ScriptAction.Packet inbound => PutIn(item, inbound.Content),
            ScriptAction.Call call => Invoke(item, call, slot),
            ScriptAction.Configure configure => Configure(item, configure),
            ScriptAction.Code code => Check(code),
            _ => null,
        };
    }

    private static ScriptFailure RunsBack(ScriptEvent item, TimeSlot slot) =>
        ScriptFailure.At(item.Position, DrillReasons.TimeRunsBack, SinceStart(slot.Earliest), SinceStart(slot.Base));

    /// <summary>Lets time pass. Calls that wait are tried again after everything that happens.</summary>
    private ScriptFailure? GoTo(Timestamp time)
    {
        while (true)
        {
            Timestamp wake = NextWake();
            bool happened = _host.Step(wake < time ? wake : time) || wake < time;
            if (_host.IsStuck) return ScriptFailure.At(default, DrillReasons.Stuck);
            if (RetryCalls() is { } failure) return failure;
            if (!happened) return null;
        }
    }

    private ScriptFailure? Configure(ScriptEvent item, ScriptAction.Configure configure)
    {
        if (_host.Configure(configure.Settings) is not { } refused) return null;
        return SettingTable.IsIgnored(refused.Name) || SettingTable.Knows(refused.Name)
            ? ScriptFailure.At(item.Position, DrillReasons.BadSetting, refused.Name, refused.Value)
            : ScriptFailure.At(item.Position, DrillReasons.UnknownSetting, refused.Name);
    }

    private ScriptFailure? Finish()
    {
        if (AwaitCalls() is { } failure) return failure;
        if (!_host.HasSent || !_settings.IsEndStrict) return null;
        return Unexpected(default, _host.TakeSent());
    }

    private Duration ToleranceFor(Timestamp expected, Timestamp before)
    {
        Duration share = new(Math.Max(0, (expected - before).Nanoseconds / ToleranceShare));
        Duration least = _host.Tolerance > _settings.Tolerance ? _host.Tolerance : _settings.Tolerance;
        if (!_host.HasExactTime) return share + least; // a kernel's timers are late by up to an eighth, and then comes the scheduler
        return share > least ? share : least;
    }

    private static string SinceStart(Timestamp time) => PacketText.Seconds(time - HostUnderTest.Start);

    private void Note(PacketDirection direction, Timestamp at, string text, int line) =>
        _ladder.Add(new(at - HostUnderTest.Start, direction, text, line));

    /// <summary>The last events of the stack, and a copy for whoever listens.</summary>
    private sealed class RecentEvents(int count, IEventSink? listener) : IEventSink
    {
        private readonly Queue<StackEvent> _kept = new(count);

        public ImmutableArray<StackEvent> Kept => [.. _kept];

        public void Forget() => _kept.Clear();

        public void Publish(StackEvent stackEvent)
        {
            if (_kept.Count == count) _kept.Dequeue();
            _kept.Enqueue(stackEvent);
            listener?.Publish(stackEvent);
        }
    }
}
