using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Conformance.Syntax;
using NetStack.Internet.Ipv6;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Packets that go into the host.</summary>
internal sealed partial class ScriptRun
{
    private const int MostOctets = ushort.MaxValue - Ipv6Header.Length - TcpHeader.MaxLength;

    private ScriptFailure? PutIn(ScriptEvent item, PacketSyntax line)
    {
        byte[]? packet = line switch
        {
            PacketSyntax.Tcp tcp => WriteTcp(tcp),
            PacketSyntax.Udp udp => WriteUdp(udp),
            PacketSyntax.Icmp icmp => WriteIcmp(icmp),
            _ => null,
        };
        if (packet is null)
        {
            string reason = line is PacketSyntax.Icmp ? DrillReasons.NoSuchIcmp : DrillReasons.PacketTooLong;
            return ScriptFailure.At(item.Position, reason);
        }

        Note(PacketDirection.Inbound, _host.Now, PacketText.Of(line), item.Position.Line);
        _host.Receive(packet);
        return RetryCalls();
    }

    /// <summary>Null for a segment that no datagram can hold.</summary>
    private byte[]? WriteTcp(PacketSyntax.Tcp line)
    {
        bool isOpening = (line.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn;
        Conversation conversation = _conversations.ForInbound(line.Ports, isOpening ? line.Sequence.Start : null);
        if ((line.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack))
            conversation.NoteRemoteSyn(line.Sequence.Start, isFirst: true);
        bool namesLocal = line.Ack is not null || line.Options.Any(option => option is TcpOptionSyntax.Sack);
        if (namesLocal) conversation.AssumeLocal(_conversations.ChooseStart());
        if (line.Sequence.Length > MostOctets) return null;
        line = line with { Options = [.. line.Options.Select(option => WithCookie(option, conversation))] };
        return _writer.Tcp(line, line.Ports ?? new(conversation.RemotePort, conversation.LocalPort), conversation);
    }

    private TcpOptionSyntax WithCookie(TcpOptionSyntax option, Conversation conversation)
    {
        if (option is not TcpOptionSyntax.FastOpen { IsHosts: true } open || _host is not HostUnderTest { Host: var host }) return option;
        ConnectionKey key = new(_settings.Local, _settings.Remote, conversation.LocalPort, conversation.RemotePort);
        FastOpenCookie cookie = host.Tcp.FastOpen.CookieFor(key);
        byte[] octets = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(octets, cookie.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(octets.AsSpan(8), cookie.High);
        return open with { Cookie = [.. octets.AsSpan(0, cookie.Length)] };
    }

    private byte[]? WriteUdp(PacketSyntax.Udp line)
    {
        PortPair ports = line.Ports ?? (_conversations.Current is { } current
            ? new(current.RemotePort, current.LocalPort) : new(_settings.ConnectPort, _settings.BindPort));
        return line.Length > MostOctets ? null : _writer.Udp(line, ports);
    }

    /// <summary>Null for a message that the version of IP does not have.</summary>
    private byte[]? WriteIcmp(PacketSyntax.Icmp line)
    {
        Conversation conversation = _conversations.CurrentOrNew();
        if (IcmpVersions.Translate(line, _settings.IsVersion6) is not { } message) return null;
        SeqNumber about = line.About is { } range ? conversation.LocalReal(range.Start) : conversation.LastSent;
        return _writer.Icmp(message, new(conversation.LocalPort, conversation.RemotePort), about);
    }
}
