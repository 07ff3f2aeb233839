using System.Text;
using NetStack.Application.Http;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Sip;

/// <summary>SIP in datagrams: how calls are set up. The start line, the fields that tell calls apart, and the session
/// description in the body are read. Source: RFC 3261.</summary>
public sealed class SipDissector : Dissector
{
    /// <summary>The port that user agents and proxies listen on. Source: RFC 3261 §18.1.1.</summary>
    public const ushort Port = 5060;

    private static readonly Field RequestLine = Line("sip.Request-Line", "7.1");
    private static readonly Field Method = Line("sip.Method", "7.1") with { Parent = RequestLine };
    private static readonly Field Target = Line("sip.r-uri", "7.1") with { Parent = RequestLine };
    private static readonly Field StatusLine = Line("sip.Status-Line", "7.2");

    private static readonly Field StatusCode =
        Field.Variable("sip.Status-Code", FieldType.UInt16, Rfc.Section(3261, "21")) with { Parent = StatusLine };

    /// <summary>Fields of the header section that are shown, with their short forms. Source: RFC 3261 §7.3.3.</summary>
    private static readonly (string Name, string ShortForm, Field Field)[] Named =
    [
        ("From", "f", Line("sip.From", "20.20")), ("To", "t", Line("sip.To", "20.39")),
        ("Call-ID", "i", Line("sip.Call-ID", "20.8")), ("CSeq", "", Line("sip.CSeq", "20.16")),
        ("Contact", "m", Line("sip.Contact", "20.10")), ("Content-Type", "c", Line("sip.Content-Type", "20.15")),
    ];

    /// <summary>The fields that are read.</summary>
    public static Protocol Definition { get; } = new("sip", "SIP", "Session Initiation Protocol",
        [RequestLine, Method, Target, StatusLine, StatusCode, .. Named.Select(named => named.Field)]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.UdpPort, Port)];

    /// <inheritdoc/>
    public override bool Accepts(ReadOnlySpan<byte> octets)
    {
        HttpLines lines = new(octets); // the two protocols write lines alike: RFC 3261 §7
        return lines.MoveNext() && SipStartLine.TryParse(lines.Line, out _);
    }

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> octets) => Accepts(octets);

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        HttpLines lines = new(octets.Span);
        if (!lines.MoveNext() || !SipStartLine.TryParse(lines.Line, out SipStartLine start)) return;
        AddStartLine(frame, octets, start);
        bool describesSession = false;
        while (lines.MoveNextField() && !lines.IsBlank)
        {
            if (HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field))
                describesSession |= AddField(frame, octets, lines.Start, field);
        }

        frame.SetHeaderLength(lines.Next);
        if (lines.IsBlank) HandOn(frame, octets.From(lines.Next), describesSession);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        HttpLines lines = new(frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length));
        if (lines.MoveNext()) writer.WriteAscii(lines.Line);
    }

    private static Field Line(string name, string section) => Field.Variable(name, FieldType.Text, Rfc.Section(3261, section));

    private static void AddStartLine(DissectedFrame frame, scoped in Octets message, SipStartLine start)
    {
        Octets line = message.Slice(0, start.Line.Length);
        frame.AddAscii(start.IsRequest ? RequestLine : StatusLine, line, 0, line.Length);
        frame.Indent();
        if (start.IsRequest)
        {
            frame.AddAscii(Method, line, 0, start.MethodLength);
            frame.AddAscii(Target, line, start.TargetAt, start.TargetLength);
        }
        else
        {
            frame.Add(StatusCode, line, start.TargetAt, 3, (ulong)start.StatusCode);
        }

        frame.Outdent();
    }

    /// <returns>True when the field says that the body describes a session.</returns>
    private static bool AddField(DissectedFrame frame, scoped in Octets message, int at, HttpFieldLine line)
    {
        foreach ((string name, string shortForm, Field field) in Named)
        {
            if (!Ascii.EqualsIgnoreCase(line.Name, name) && !Ascii.EqualsIgnoreCase(line.Name, shortForm)) continue;
            frame.AddAscii(field, message, at + line.ValueAt, line.Value.Length);
            return name == "Content-Type" && IsSessionDescription(line.Value);
        }

        return false;
    }

    private static bool IsSessionDescription(ReadOnlySpan<byte> mediaType)
    {
        ReadOnlySpan<byte> expected = "application/sdp"u8;
        return mediaType.Length >= expected.Length && Ascii.EqualsIgnoreCase(mediaType[..expected.Length], expected);
    }

    private static void HandOn(DissectedFrame frame, scoped in Octets body, bool describesSession)
    {
        int entry = describesSession && body.Length > 0 ? frame.Session.Registry.EntryOf(SdpDissector.Definition.Name) : -1;
        if (entry >= 0) frame.Invoke(entry, body);
        else frame.NextData(body);
    }
}
