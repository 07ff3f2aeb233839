using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Packets that come out of the host.</summary>
internal sealed partial class ScriptRun
{
    private ScriptFailure? ExpectPacket(ScriptEvent item, PacketSyntax line, TimeSlot slot)
    {
        bool isAny = slot.Latest == Timestamp.Never;
        Duration tolerance = ToleranceFor(slot.Latest == Timestamp.Never ? slot.Earliest : slot.Latest, _previous);
        Timestamp until = isAny ? _host.Now + _host.LongestWait : slot.Latest + tolerance + _host.Patience;
        if (AwaitPacket(until, out (byte[] Octets, Timestamp At)? sent) is { } waiting) return waiting;
        if (sent is not { } found) return Missing(item, line, slot);
        if (SentPacket.Read(found.Octets, found.At) is not { } packet) return Malformed(item.Position, found);
        if (IsOfOlderConnection(line, packet)) return ExpectPacket(item, line, slot);
        List<FieldDifference> differences = [];
        if (!isAny) CompareTime(slot, tolerance, found.At, differences);
        ScriptFailure? failure = line switch
        {
            PacketSyntax.Tcp tcp => ExpectTcp(item, tcp, packet, slot, differences),
            PacketSyntax.Udp udp => ExpectUdp(item, udp, packet, differences),
            PacketSyntax.Icmp icmp => ExpectIcmp(item, icmp, packet, differences),
            _ => null,
        };
        if (failure is not null) return failure;
        if (differences.Count > 0) return new(item.Position, DrillReasons.PacketDiffers, [], [.. differences]);
        _previous = isAny || slot.Latest > slot.Earliest ? _host.Now : Later(slot.Earliest, found.At);
        return null;
    }

    /// <summary>When a packet of the stack's came, for the events behind it: on the virtual clock when the script says. A kernel's timers
    /// may be late by an eighth, and what follows one of them counts from there.</summary>
    private Timestamp Later(Timestamp said, Timestamp came) => _host.HasExactTime || came < said ? said : came;

    /// <summary>A line is about the connection that was opened last; what older ones still send is not looked at, as in the
    /// original. A line with ports says itself what it is about.</summary>
    private bool IsOfOlderConnection(PacketSyntax line, SentPacket packet)
    {
        if (line is not PacketSyntax.Tcp { Ports: null } tcp || !packet.IsTcp) return false;
        bool opens = (tcp.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn && !packet.Flags.HasFlag(TcpFlags.Syn);
        if (!_conversations.IsOlder(packet, orCurrent: opens)) return false;
        Note(PacketDirection.Outbound, packet.At, Describe(packet), 0);
        return true;
    }

    private ScriptFailure? AwaitPacket(Timestamp until, out (byte[] Octets, Timestamp At)? sent)
    {
        sent = null;
        while (!_host.HasSent)
        {
            bool happened = StepTo(until);
            if (_host.IsStuck) return ScriptFailure.At(default, DrillReasons.Stuck);
            if (RetryCalls() is { } failure) return failure;
            if (!happened && !_host.HasSent) return null;
        }

        sent = _host.TakeSent();
        return null;
    }

    /// <summary>Goes to whatever happens next, not further than a time; false when nothing does.</summary>
    private bool StepTo(Timestamp until)
    {
        Timestamp wake = NextWake(), next = wake < until ? wake : until;
        if (_host.RestsUntil(next) && wake > until) return false;
        return _host.Step(next) || wake <= until;
    }

    private static void CompareTime(TimeSlot slot, Duration tolerance, Timestamp at, List<FieldDifference> differences)
    {
        Timestamp early = slot.Earliest + new Duration(-tolerance.Nanoseconds), late = slot.Latest + tolerance;
        if (at >= early && at <= late) return;
        string expected = SinceStart(slot.Earliest) + (slot.Latest > slot.Earliest ? "~" + SinceStart(slot.Latest) : "");
        differences.Add(new("time", expected, SinceStart(at)));
    }

    private ScriptFailure? ExpectTcp(
        ScriptEvent item, PacketSyntax.Tcp line, SentPacket packet, TimeSlot slot, List<FieldDifference> differences)
    {
        if (!packet.IsTcp) return Other(item, packet);
        Conversation conversation = Recognize(packet, line.Sequence.Start);
        PacketSyntax.Tcp found = PacketText.Read(packet, conversation);
        Note(PacketDirection.Outbound, packet.At, PacketText.Segment(found), item.Position.Line);
        if (CheckData(item.Position, packet, found, conversation) is { } altered) return altered;
        if (AddUp(item, line, ref packet, ref found, slot, conversation, differences) is { } failure) return failure;
        if (line.Ports is { } ports && ports != new PortPair(packet.SourcePort, packet.DestinationPort))
            differences.Add(new("ports", $"{ports.Source} > {ports.Destination}", $"{packet.SourcePort} > {packet.DestinationPort}"));
        AcceptStamps(line, ref found, packet, conversation);
        AcceptPush(line, ref found);
        PacketComparer.CompareIp(line.Ip, packet, differences);
        PacketComparer.CompareTcp(line, found, differences);
        return null;
    }

    private Conversation Recognize(SentPacket packet, uint script)
    {
        Conversation conversation = _conversations.ForOutbound(packet);
        conversation.LearnLocal(packet.Seq, packet.Flags.HasFlag(TcpFlags.Syn), script);
        conversation.LastSent = packet.Seq;
        return conversation;
    }

    /// <summary>Data of a line may leave in several segments: all but the last of one size, and each where the one before
    /// ends. Flags, options and time are the last one's, the sequence number and CWR the first one's.</summary>
    private ScriptFailure? AddUp(
        ScriptEvent item, PacketSyntax.Tcp line, ref SentPacket packet, ref PacketSyntax.Tcp found, TimeSlot slot,
        Conversation conversation, List<FieldDifference> differences)
    {
        PacketSyntax.Tcp first = found;
        int size = found.Sequence.Length;
        while (found.Sequence.Length > 0 && found.Sequence.Length < line.Sequence.Length && found.Sequence.Start == line.Sequence.Start)
        {
            Timestamp until = slot.Latest == Timestamp.Never ? _host.Now : slot.Latest + ToleranceFor(slot.Latest, _previous);
            if (!_host.HasSent && GoToPacket(until) is { } failure) return failure;
            if (!_host.HasSent || !TryJoin(item, ref packet, ref found, first, size, conversation)) return null;
            if (slot.Latest != Timestamp.Never) CompareTime(slot, ToleranceFor(slot.Latest, _previous), packet.At, differences);
        }

        return null;
    }

    private ScriptFailure? GoToPacket(Timestamp until)
    {
        while (!_host.HasSent && StepTo(until))
        {
            if (RetryCalls() is { } failure) return failure;
        }

        return null;
    }

    private bool TryJoin(
        ScriptEvent item, ref SentPacket packet, ref PacketSyntax.Tcp found, PacketSyntax.Tcp first, int size, Conversation conversation)
    {
        (byte[] octets, Timestamp at) = _host.PeekSent();
        if (SentPacket.Read(octets, at) is not { IsTcp: true } next || next.SourcePort != packet.SourcePort) return false;
        PacketSyntax.Tcp more = PacketText.Read(next, conversation);
        bool fits = more.Sequence.Start == found.Sequence.End && more.Sequence.Length > 0 && more.Sequence.Length <= size
            && packet.Data.Length == size && more.Ack == found.Ack && more.Window == found.Window
            && ((more.Flags ^ found.Flags) & TcpFlags.Ece) == 0;
        if (!fits) return false;
        _host.TakeSent();
        conversation.LastSent = next.Seq;
        Note(PacketDirection.Outbound, at, PacketText.Segment(more), item.Position.Line);
        packet = next;
        TcpFlags flags = (more.Flags & ~TcpFlags.Cwr) | (first.Flags & TcpFlags.Cwr);
        int length = found.Sequence.Length + more.Sequence.Length;
        found = more with { Flags = flags, Sequence = new(first.Sequence.Start, more.Sequence.End, length) };
        return true;
    }

    /// <summary>A time stamp of the host is right whatever it is, unless the script says how fast its clock ticks.</summary>
    private void AcceptStamps(PacketSyntax.Tcp line, ref PacketSyntax.Tcp found, SentPacket packet, Conversation conversation)
    {
        if (Stamps(line) is not { } expected || Stamps(found) is not { } shown) return;
        uint real = PacketText.RealStamp(packet);
        Duration tolerance = ToleranceFor(packet.At, _previous);
        bool fits = conversation.AcceptStamp(expected.Value, real, packet.At, _settings.StampTick, tolerance);
        uint value = fits ? expected.Value : conversation.ScriptStamp(real);
        found = found with { Options = found.Options.Replace(shown, shown with { Value = value }) };
    }

    private void AcceptPush(PacketSyntax.Tcp line, ref PacketSyntax.Tcp found)
    {
        if (!_host.PushesAsItLikes || line.Sequence.Length == 0) return;
        found = found with { Flags = (found.Flags & ~TcpFlags.Psh) | (line.Flags & TcpFlags.Psh) };
    }

    private static TcpOptionSyntax.Timestamps? Stamps(PacketSyntax.Tcp segment) =>
        segment.Options.OfType<TcpOptionSyntax.Timestamps>().FirstOrDefault();

    /// <summary>Whatever the application wrote is the pattern; a SYN's data begins behind it.</summary>
    private static ScriptFailure? CheckData(ScriptPosition position, SentPacket packet, PacketSyntax.Tcp found, Conversation conversation)
    {
        uint start = unchecked(found.Sequence.Start + (found.Flags.HasFlag(TcpFlags.Syn) ? 1u : 0u) - conversation.LocalDataStart);
        bool isBefore = start > int.MaxValue; // the octet of a keep-alive
        long wrong = isBefore ? -1 : StreamPattern.FirstDifference(packet.Data, start);
        return wrong < 0 ? null : ScriptFailure.At(position, DrillReasons.SentDataDiffers, PacketText.Decimal(wrong));
    }

    private ScriptFailure? ExpectUdp(ScriptEvent item, PacketSyntax.Udp line, SentPacket packet, List<FieldDifference> differences)
    {
        if (packet.Protocol != IpProtocol.Udp) return Other(item, packet);
        _conversations.ForOutbound(packet);
        Note(PacketDirection.Outbound, packet.At, Describe(packet), item.Position.Line);
        PacketComparer.CompareIp(line.Ip, packet, differences);
        if (line.Ports is { } ports && ports != new PortPair(packet.SourcePort, packet.DestinationPort))
            differences.Add(new("ports", $"{ports.Source} > {ports.Destination}", $"{packet.SourcePort} > {packet.DestinationPort}"));
        PacketComparer.Compare("length", line.Length, packet.Data.Length, differences);
        return null;
    }

    private ScriptFailure? ExpectIcmp(ScriptEvent item, PacketSyntax.Icmp line, SentPacket packet, List<FieldDifference> differences)
    {
        if (packet.Protocol is not (IpProtocol.Icmp or IpProtocol.Icmpv6)) return Other(item, packet);
        if (IcmpVersions.Translate(line, _settings.IsVersion6) is not { } message)
            return ScriptFailure.At(item.Position, DrillReasons.NoSuchIcmp);
        Note(PacketDirection.Outbound, packet.At, Describe(packet), item.Position.Line);
        PacketComparer.CompareIp(line.Ip, packet, differences);
        PacketComparer.CompareIcmp(message, packet, differences);
        return null;
    }

    private static ScriptFailure Missing(ScriptEvent item, PacketSyntax line, TimeSlot slot) => new(
        item.Position, DrillReasons.NoPacket, [], [new("packet", $"{SinceStart(slot.Earliest)} > {PacketText.Of(line)}", "-")]);

    private ScriptFailure Malformed(ScriptPosition position, (byte[] Octets, Timestamp At) sent)
    {
        Note(PacketDirection.Outbound, sent.At, Convert.ToHexStringLower(sent.Octets), position.Line);
        return ScriptFailure.At(position, DrillReasons.MalformedPacket, PacketText.Decimal(sent.Octets.Length));
    }

    /// <summary>A packet of another protocol than the line is about.</summary>
    private ScriptFailure Other(ScriptEvent item, SentPacket packet)
    {
        string text = Describe(packet);
        Note(PacketDirection.Outbound, packet.At, text, 0);
        return ScriptFailure.At(item.Position, DrillReasons.UnexpectedPacket, text, SinceStart(packet.At));
    }

    private ScriptFailure Unexpected(ScriptPosition position, (byte[] Octets, Timestamp At) sent)
    {
        if (SentPacket.Read(sent.Octets, sent.At) is not { } packet) return Malformed(position, sent);
        string text = Describe(packet);
        Note(PacketDirection.Outbound, sent.At, text, 0);
        return ScriptFailure.At(position, DrillReasons.UnexpectedPacket, text, SinceStart(sent.At));
    }

    private string Describe(SentPacket packet)
    {
        if (packet.IsTcp) return PacketText.Segment(PacketText.Read(packet, Recognize(packet, 0)));
        return packet.Protocol == IpProtocol.Udp
            ? $"{packet.SourcePort} > {packet.DestinationPort} udp ({packet.Data.Length})" : PacketComparer.IcmpText(packet);
    }

    /// <summary>What the host has sent besides belongs into the ladder of a failure.</summary>
    private void NoteWhatIsLeft()
    {
        while (_host.HasSent)
        {
            (byte[] octets, Timestamp at) = _host.TakeSent();
            string text = SentPacket.Read(octets, at) is { } packet ? Describe(packet) : Convert.ToHexStringLower(octets);
            Note(PacketDirection.Outbound, at, text, 0);
        }
    }
}
