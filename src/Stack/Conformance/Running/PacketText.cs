using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Writes packets as scripts do, so that what is shown can be put into a script.</summary>
internal static class PacketText
{
    private const string Letters = "FSRP.UEWA"; // by bit, from FIN up

    public static string Flags(TcpFlags flags)
    {
        StringBuilder text = new();
        for (int bit = Letters.Length - 1; bit >= 0; bit--)
        {
            if (((int)flags >> bit & 1) != 0 && Letters[bit] != '.') text.Append(Letters[bit]);
        }

        if (flags.HasFlag(TcpFlags.Ack)) text.Append('.');
        return text.Length == 0 ? "-" : text.ToString();
    }

    public static string Options(ImmutableArray<TcpOptionSyntax> options) => $"<{string.Join(",", options.Select(Option))}>";

    public static string Option(TcpOptionSyntax option) => option switch
    {
        TcpOptionSyntax.EndOfList => "eol",
        TcpOptionSyntax.NoOperation => "nop",
        TcpOptionSyntax.MaximumSegmentSize mss => $"mss {mss.Octets}",
        TcpOptionSyntax.WindowScale scale => $"wscale {scale.Shift}",
        TcpOptionSyntax.SackPermitted => "sackOK",
        TcpOptionSyntax.Sack sack => "sack " + string.Join(' ', sack.Blocks.Select(block => $"{block.Left}:{block.Right}")),
        TcpOptionSyntax.Timestamps stamps => $"TS val {stamps.Value} ecr {stamps.EchoReply}",
        TcpOptionSyntax.FastOpen cookie => Octets(cookie.IsExperiment ? "FOEXP" : "FO", cookie.Cookie),
        TcpOptionSyntax.UserTimeout time => $"uto {time.Value}{(time.InMinutes ? " min" : "")}",
        TcpOptionSyntax.Md5Signature md5 => Octets("md5", md5.Digest),
        TcpOptionSyntax.Other other => Octets($"kind {other.Kind}", other.Octets),
        _ => "?",
    };

    /// <summary>A line's packet, as the ladder shows it.</summary>
    public static string Of(PacketSyntax packet) => packet switch
    {
        PacketSyntax.Tcp tcp => Segment(tcp),
        PacketSyntax.Udp udp => $"{Ports(udp.Ports)}udp ({udp.Length})",
        PacketSyntax.Icmp icmp => Icmp(icmp),
        _ => "",
    };

    public static string Segment(PacketSyntax.Tcp tcp)
    {
        StringBuilder text = new();
        text.Append(Ip(tcp.Ip)).Append(Ports(tcp.Ports)).Append(Flags(tcp.Flags)).Append(' ').Append(Range(tcp.Sequence));
        if (tcp.Ack is { } ack) text.Append(" ack ").Append(Decimal(ack));
        if (tcp.Window is { } window) text.Append(" win ").Append(Decimal(window));
        if (tcp.Urgent is { } urgent) text.Append(" urg ").Append(Decimal(urgent));
        if (tcp.AnyOptions) text.Append(" <...>");
        else if (tcp.Options.Length > 0) text.Append(' ').Append(Options(tcp.Options));
        return text.ToString();
    }

    public static string Range(SequenceRange range) => $"{Decimal(range.Start)}:{Decimal(range.End)}({Decimal(range.Length)})";

    public static string Seconds(Duration time)
    {
        long nanoseconds = Math.Abs(time.Nanoseconds);
        string sign = time.Nanoseconds < 0 ? "-" : "";
        (long seconds, long rest) = Math.DivRem(nanoseconds, Duration.PerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}.{rest / 1000:D6}");
    }

    public static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A segment that was sent, with the script's numbers.</summary>
    public static PacketSyntax.Tcp Read(SentPacket packet, Conversation conversation)
    {
        uint start = conversation.LocalScript(packet.Seq);
        uint? ack = packet.Flags.HasFlag(TcpFlags.Ack) ? conversation.RemoteScript(packet.Ack, packet.Flags.HasFlag(TcpFlags.Syn)) : null;
        ushort? urgent = packet.Flags.HasFlag(TcpFlags.Urg) ? packet.Urgent : null;
        SequenceRange range = new(start, unchecked(start + (uint)packet.Data.Length), packet.Data.Length);
        return new(PacketDirection.Outbound, default, null, packet.Flags, range, ack, packet.Window, urgent,
            ReadOptions(packet, conversation), AnyOptions: false);
    }

    /// <summary>TSval as it is in a segment; 0 when there is none.</summary>
    public static uint RealStamp(SentPacket packet)
    {
        TcpOptions walk = new(packet.Options);
        while (walk.MoveNext())
        {
            if (walk is { Kind: TcpOptionKind.Timestamps, Length: 10 }) return BinaryPrimitives.ReadUInt32BigEndian(walk.Current[2..]);
        }

        return 0;
    }

    private static ImmutableArray<TcpOptionSyntax> ReadOptions(SentPacket packet, Conversation conversation)
    {
        var options = ImmutableArray.CreateBuilder<TcpOptionSyntax>();
        TcpOptions walk = new(packet.Options);
        while (walk.MoveNext())
            options.Add(ReadOption(walk.Kind, walk.Current, conversation));
        return options.ToImmutable();
    }

    private static TcpOptionSyntax ReadOption(byte kind, ReadOnlySpan<byte> octets, Conversation names) => (kind, octets.Length) switch
    {
        (TcpOptionKind.EndOfList, _) => new TcpOptionSyntax.EndOfList(),
        (TcpOptionKind.NoOperation, _) => new TcpOptionSyntax.NoOperation(),
        (TcpOptionKind.MaximumSegmentSize, 4) => new TcpOptionSyntax.MaximumSegmentSize(BinaryPrimitives.ReadUInt16BigEndian(octets[2..])),
        (TcpOptionKind.WindowScale, 3) => new TcpOptionSyntax.WindowScale(octets[2]),
        (TcpOptionKind.SackPermitted, 2) => new TcpOptionSyntax.SackPermitted(),
        (TcpOptionKind.Sack, > 2) => ReadSack(octets[2..], names),
        (TcpOptionKind.Timestamps, 10) => new TcpOptionSyntax.Timestamps(
            names.ScriptStamp(BinaryPrimitives.ReadUInt32BigEndian(octets[2..])), BinaryPrimitives.ReadUInt32BigEndian(octets[6..])),
        (TcpOptionKind.FastOpen, _) => new TcpOptionSyntax.FastOpen([.. octets[2..]], IsExperiment: false),
        (TcpOptionKind.Experiment2, >= 4) when BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) == PacketWriter.FastOpenExperiment =>
            new TcpOptionSyntax.FastOpen([.. octets[4..]], IsExperiment: true),
        (TcpOptionKind.UserTimeout, 4) => new TcpOptionSyntax.UserTimeout(
            (ushort)(BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) & 0x7FFF), InMinutes: (octets[2] & 0x80) != 0),
        (TcpOptionKind.Md5Signature, _) => new TcpOptionSyntax.Md5Signature([.. octets[2..]]),
        _ => new TcpOptionSyntax.Other(kind, [.. octets[2..]]),
    };

    private static TcpOptionSyntax.Sack ReadSack(ReadOnlySpan<byte> octets, Conversation conversation)
    {
        var blocks = ImmutableArray.CreateBuilder<SackEdges>();
        for (; octets.Length >= 8; octets = octets[8..])
        {
            SeqNumber left = new(BinaryPrimitives.ReadUInt32BigEndian(octets));
            SeqNumber right = new(BinaryPrimitives.ReadUInt32BigEndian(octets[4..]));
            blocks.Add(new(conversation.RemoteScript(left), conversation.RemoteScript(right)));
        }

        return new(blocks.ToImmutable());
    }

    private static string Icmp(PacketSyntax.Icmp icmp)
    {
        string about = icmp.About is { } range ? $" [{Range(range)}]" : icmp.AboutUdp is { } length ? $" [udp ({length})]" : "";
        string mtu = icmp.Mtu is { } octets ? $" mtu {octets}" : "";
        return $"{(icmp.IsVersion6 ? "icmpv6" : "icmp")} {icmp.Type} {icmp.Code}{mtu}{about}";
    }

    private static string Ip(IpInfo ip)
    {
        List<string> items = [];
        if (ip.Ecn is { } ecn) items.Add(Ecn(ecn));
        if (ip.TrafficClass is { } traffic) items.Add($"tos {traffic}");
        if (ip.HopLimit is { } hops) items.Add($"ttl {hops}");
        if (ip.FlowLabel is { } label) items.Add($"flowlabel {label}");
        return items.Count == 0 ? "" : $"[{string.Join(",", items)}] ";
    }

    public static string Ecn(EcnField ecn) => ecn switch
    {
        EcnField.NotCapable => "noecn",
        EcnField.Ect1 => "ect1",
        EcnField.Ect0 => "ect0",
        EcnField.CongestionExperienced => "ce",
        _ => "ect01",
    };

    private static string Ports(PortPair? ports) => ports is { } pair ? $"{pair.Source} > {pair.Destination} " : "";

    private static string Octets(string word, ImmutableArray<byte> octets) =>
        octets.IsEmpty ? word : $"{word} {Convert.ToHexStringLower(octets.AsSpan())}";
}
