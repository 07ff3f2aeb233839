using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests;

/// <summary>A session that frames written as hexadecimal text go through one after the other, and what was found in
/// the latest, as <c>-T fields</c> would print it.</summary>
internal sealed class Captured(LinkType linkType = LinkType.Ethernet, DissectionOptions? options = null)
{
    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry();
    private readonly DissectionSession _session = new(Registry, options);
    private int _number;

    public DissectedFrame Frame { get; private set; } = null!;

    /// <summary>The values of a field, in order, joined by commas.</summary>
    public string this[string field]
    {
        get
        {
            Assert.True(Registry.TryGetFields(field, out var fields), field);
            Utf8Writer writer = new();
            foreach (ref readonly FieldRecord record in Frame.Fields)
            {
                if (!fields.Contains(record.Field)) continue;
                if (writer.Length > 0) writer.Write((byte)',');
                FieldFormatter.Write(writer, Frame, record);
            }

            return writer.ToString();
        }
    }

    /// <summary>The protocols from outside in: eth:ip:udp.</summary>
    public string Layers => string.Join(':', Frame.Layers[1..].ToArray().Select(layer => layer.Protocol.Name));

    public IEnumerable<string> Findings => Frame.Findings.Select(finding => finding.Reason);

    public string Summary
    {
        get
        {
            LayerRecord layer = Frame.Layers[Frame.SummaryLayer];
            Utf8Writer writer = new();
            layer.Dissector.Summarize(Frame, layer, writer);
            return writer.ToString();
        }
    }

    /// <summary>One frame in a session of its own.</summary>
    public static Captured One(string hex, LinkType linkType = LinkType.Ethernet) => new Captured(linkType).Then(hex);

    /// <summary>The next frame.</summary>
    /// <param name="hex">Its octets; white space does not count.</param>
    /// <param name="atMilliseconds">When it was captured.</param>
    /// <param name="originalLength">Its length on the wire, where the capture cut it.</param>
    public Captured Then(string hex, long atMilliseconds = 0, int originalLength = 0) => Then(Octets(hex), atMilliseconds, originalLength);

    /// <summary>The next frame.</summary>
    public Captured Then(byte[] octets, long atMilliseconds = 0, int originalLength = 0)
    {
        Timestamp time = new(atMilliseconds * 1_000_000);
        Frame = _session.Dissect(octets, new(++_number, time, Math.Max(originalLength, octets.Length), linkType));
        return this;
    }

    public static byte[] Octets(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));
}
