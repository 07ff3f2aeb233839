using System.Buffers.Text;
using System.Text;
using NetStack.Application.Http;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;
using NetStack.Transport.Udp;

namespace NetStack.Application.Sip;

/// <summary>A session description: who takes which media where. Source: RFC 8866 §5.</summary>
/// <remarks>What it announces is remembered by UDP: media that comes to an announced end is one conversation.</remarks>
public sealed class SdpDissector : Dissector
{
    private const int MaxAddress = 64; // more than any address takes as text

    private static readonly Field Owner = Line("sdp.owner", "5.2");
    private static readonly Field SessionName = Line("sdp.session_name", "5.3");
    private static readonly Field Connection = Line("sdp.connection_info", "5.7");
    private static readonly Field ConnectionAddress = Line("sdp.connection_info.address", "5.7") with { Parent = Connection };
    private static readonly Field Media = Line("sdp.media", "5.14");
    private static readonly Field MediaKind = Line("sdp.media.media", "5.14") with { Parent = Media };

    private static readonly Field MediaPort =
        Field.Variable("sdp.media.port", FieldType.UInt16, Rfc.Section(8866, "5.14")) with { Parent = Media };

    private static readonly Field MediaProtocol = Line("sdp.media.proto", "5.14") with { Parent = Media };
    private static readonly Field Attribute = Line("sdp.media_attr", "5.13");

    /// <summary>The lines that are read.</summary>
    public static Protocol Definition { get; } = new("sdp", "SDP", "Session Description Protocol",
        [Owner, SessionName, Connection, ConnectionAddress, Media, MediaKind, MediaPort, MediaProtocol, Attribute]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <summary>The message that carries it is what a line should tell of.</summary>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        HttpLines lines = new(octets.Span);
        IpAddress forSession = default, forMedia = default;
        ushort port = 0;
        bool isBeforeMedia = true;
        while (lines.MoveNext())
        {
            if (lines.Line.Length < 2 || lines.Line[1] != '=') continue;
            Octets value = octets.Slice(lines.Start + 2, lines.Line.Length - 2);
            switch (lines.Line[0])
            {
                case (byte)'m':
                    Announce(frame, forMedia, port); // the one before is complete
                    (forMedia, port, isBeforeMedia) = (forSession, AddMedia(frame, value), false);
                    break;
                case (byte)'c':
                    forMedia = AddConnection(frame, value);
                    if (isBeforeMedia) forSession = forMedia; // it stands for all media that name none
                    break;
                default:
                    AddOther(frame, lines.Line[0], value);
                    break;
            }
        }

        Announce(frame, forMedia, port);
    }

    private static Field Line(string name, string section) => Field.Variable(name, FieldType.Text, Rfc.Section(8866, section));

    private static void AddOther(DissectedFrame frame, byte kind, scoped in Octets value)
    {
        Field? field = kind switch { (byte)'o' => Owner, (byte)'s' => SessionName, (byte)'a' => Attribute, _ => null };
        if (field is not null) frame.AddAscii(field, value, 0, value.Length);
    }

    /// <summary>c= network type, address type, address; a multicast one with a scope behind a slash.</summary>
    private static IpAddress AddConnection(DissectedFrame frame, scoped in Octets value)
    {
        frame.AddAscii(Connection, value, 0, value.Length);
        int at = Word(value.Span, 2, out ReadOnlySpan<byte> address);
        frame.Indent();
        frame.AddAscii(ConnectionAddress, value, at, address.Length);
        frame.Outdent();
        Span<char> text = stackalloc char[MaxAddress];
        return address.Length <= MaxAddress && Encoding.ASCII.TryGetChars(address, text, out int length)
            && IpAddress.TryParse(text[..length], out IpAddress parsed) ? parsed : default;
    }

    /// <summary>m= kind, port, transport protocol, formats.</summary>
    /// <returns>The port, where media comes by RTP; else 0.</returns>
    private static ushort AddMedia(DissectedFrame frame, scoped in Octets value)
    {
        frame.AddAscii(Media, value, 0, value.Length);
        int kindAt = Word(value.Span, 0, out ReadOnlySpan<byte> kind);
        int portAt = Word(value.Span, 1, out ReadOnlySpan<byte> digits);
        int protocolAt = Word(value.Span, 2, out ReadOnlySpan<byte> protocol);
        bool hasPort = Utf8Parser.TryParse(digits, out ushort port, out int used) && used == digits.Length;
        frame.Indent();
        frame.AddAscii(MediaKind, value, kindAt, kind.Length);
        if (hasPort) frame.Add(MediaPort, value, portAt, digits.Length, port);
        frame.AddAscii(MediaProtocol, value, protocolAt, protocol.Length);
        frame.Outdent();
        return hasPort && protocol.StartsWith("RTP/"u8) ? port : (ushort)0;
    }

    /// <summary>Port 0 refuses a medium (RFC 3264 §6); an address of zeros is a call on hold, and a group is no end.</summary>
    private static void Announce(DissectedFrame frame, IpAddress address, ushort port)
    {
        bool isEnd = address.Family != IpFamily.None && (address.High | address.Low) != 0 && !address.IsMulticast;
        if (port != 0 && isEnd && !frame.IsQuoted) UdpSession.Of(frame.Session)?.AnnounceMedia(address, port);
    }

    /// <summary>Finds a word of a line by its number; words stand a space apart.</summary>
    private static int Word(ReadOnlySpan<byte> line, int number, out ReadOnlySpan<byte> word)
    {
        int at = 0;
        for (; number > 0; number--)
        {
            int space = line[at..].IndexOf((byte)' ');
            at = space < 0 ? line.Length : at + space + 1;
        }

        int end = line[at..].IndexOf((byte)' ');
        word = end < 0 ? line[at..] : line.Slice(at, end);
        return at;
    }
}
