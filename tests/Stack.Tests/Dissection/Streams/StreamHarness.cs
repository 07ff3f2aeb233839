using System.Text;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Tests.Dissection.Streams;

/// <summary>Plays the part of TCP: feeds pieces of the two directions of one stream to a dissector, and keeps what
/// each message was read as. A frame of the session holds one message.</summary>
public sealed class StreamHarness
{
    private const LinkType Whole = (LinkType)147; // DLT_USER0: a frame is a message
    private readonly Carrier _carrier = new();
    private readonly DissectionSession _session;
    private readonly StreamDissector _first;
    private readonly Side _client;
    private readonly Side _server;
    private int _frames;

    public StreamHarness(string protocol, ushort serverPort = 80, IContentDecoder? decoder = null)
    {
        ProtocolRegistry registry = StandardProtocols.CreateRegistry(decoder).With(_carrier);
        _session = new(registry);
        _first = (StreamDissector)registry.Dissectors[registry.EntryOf(protocol)];
        StreamContext client = new(0, true, 40000, serverPort), server = new(0, false, 40000, serverPort);
        (client.Opposite, server.Opposite) = (server, client);
        client.State = server.State = _first.CreateConversationState();
        (_client, _server) = (new(client), new(server));
    }

    /// <summary>Every message as its fields: name=value, one a line.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>The reasons of all findings.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>The Info column of the latest message.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The layers of the latest message, without what carried it.</summary>
    public string Layers { get; private set; } = "";

    public StreamHarness Client(string text) => Client(Encoding.Latin1.GetBytes(text));

    public StreamHarness Server(string text) => Server(Encoding.Latin1.GetBytes(text));

    public StreamHarness Client(ReadOnlySpan<byte> octets) => Feed(_client, octets);

    public StreamHarness Server(ReadOnlySpan<byte> octets) => Feed(_server, octets);

    /// <summary>Ends both directions: what waited for the end is a message now.</summary>
    public StreamHarness End()
    {
        foreach (Side side in (Side[])[_client, _server])
        {
            if (side.Waiting.Count > 0 && side.UntilEnd) Deliver(side, side.Waiting.Count);
        }

        return this;
    }

    /// <summary>All values of a field, over all messages, in order, joined by commas.</summary>
    public string this[string field] => string.Join(',', Messages.SelectMany(message => message.Split('\n'))
        .Where(line => line.StartsWith(field + "=", StringComparison.Ordinal)).Select(line => line[(field.Length + 1)..]));

    private StreamHarness Feed(Side side, ReadOnlySpan<byte> octets)
    {
        side.Waiting.AddRange(octets);
        while (side.Waiting.Count > 0)
        {
            StreamDissector dissector = side.Stream.SwitchTo ?? _first;
            MessageLength length = dissector.Frame(side.Stream, side.Waiting.ToArray());
            side.UntilEnd = length.Answer == MessageLength.Kind.UntilEnd;
            if (length.Answer is MessageLength.Kind.NotThisProtocol) side.Waiting.Clear();
            if (length.Answer is not MessageLength.Kind.Known || length.Octets > side.Waiting.Count) break;
            Deliver(side, length.Octets);
        }

        return this;
    }

    private void Deliver(Side side, int count)
    {
        byte[] message = side.Waiting[..count].ToArray();
        side.Waiting.RemoveRange(0, count);
        (_carrier.Stream, _carrier.Target) = (side.Stream, side.Stream.SwitchTo ?? _first);
        _frames++;
        DissectedFrame frame = _session.Dissect(message, new(_frames, new(_frames * 1_000_000L), count, Whole));
        Keep(frame);
    }

    private void Keep(DissectedFrame frame)
    {
        Utf8Writer writer = new();
        foreach (ref readonly FieldRecord record in frame.Fields)
        {
            if (record.Layer < 2) continue; // the frame and its carrier
            writer.Write(record.Field.Name);
            writer.Write((byte)'=');
            FieldFormatter.Write(writer, frame, record);
            writer.Write((byte)'\n');
        }

        Messages.Add(writer.ToString());
        Findings.AddRange(frame.Findings.Select(finding => finding.Reason));
        List<string> layers = [];
        foreach (LayerRecord layer in frame.Layers[2..]) layers.Add(layer.Protocol.Name);
        Layers = string.Join(':', layers);
        Utf8Writer summary = new();
        LayerRecord told = frame.Layers[frame.SummaryLayer];
        told.Dissector.Summarize(frame, told, summary);
        Summary = summary.ToString();
    }

    private sealed class Side(StreamContext stream)
    {
        public StreamContext Stream { get; } = stream;

        public List<byte> Waiting { get; } = [];

        public bool UntilEnd { get; set; }
    }

    private sealed class Carrier : Dissector
    {
        public StreamContext? Stream { get; set; }

        public StreamDissector? Target { get; set; }

        public override Protocol Protocol { get; } = new("harness", "HARNESS", "Test harness", []);

        public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)Whole)];

        public override void Dissect(DissectedFrame frame, scoped in Octets octets)
        {
            frame.Stream = Stream;
            frame.Invoke(frame.Session.Registry.EntryOf(Target!), octets);
        }
    }
}
