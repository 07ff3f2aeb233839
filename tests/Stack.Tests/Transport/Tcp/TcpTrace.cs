using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet;
using NetStack.Link.Ethernet;
using NetStack.Tracing;
using Xunit;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>A captured TCP connection, written as packetdrill writes segments: <c>+.010 &lt; S 0:0(0) win 65535 &lt;mss 1460&gt;</c>.
/// <c>&lt;</c> goes from the client (192.0.2.1:40000) to the server (192.0.2.2, port 9), <c>&gt;</c> the other way.
/// Numbers are absolute; a payload is the letters a, b, c … by sequence number.</summary>
internal sealed partial class TcpTrace
{
    public const ushort ClientPort = 40000;

    private readonly DissectionSession _session;
    private readonly ushort _serverPort;
    private long _now;
    private int _number;

    public TcpTrace(DissectionOptions? options = null, ushort serverPort = 9, IEventSink? events = null, params Dissector[] more)
    {
        ProtocolRegistry registry = StandardProtocols.CreateRegistry();
        foreach (Dissector dissector in more) registry = registry.With(dissector);
        _session = new(registry, options) { Events = events };
        _serverPort = serverPort;
    }

    /// <summary>For each segment its findings' reasons, without chat, space separated.</summary>
    public static string[] Findings(string script) => new TcpTrace().Run(script, frame =>
        string.Join(' ', frame.Findings.Where(f => f.Severity > Severity.Chat).Select(f => f.Reason.Replace("tcp.analysis.", "", StringComparison.Ordinal))));

    /// <summary>For each segment the values of a field, comma separated.</summary>
    public string[] Values(string script, string field) => Run(script, frame => Values(frame, field));

    public static string Values(DissectedFrame frame, string field)
    {
        Utf8Writer writer = new();
        foreach (FieldRecord record in frame.Fields)
        {
            if (record.Field.Name != field) continue;
            if (writer.Length > 0) writer.Write((byte)',');
            FieldFormatter.Write(writer, frame, record);
        }

        return writer.ToString();
    }

    public T[] Run<T>(string script, Func<DissectedFrame, T> read) =>
        [.. script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => read(Next(line)))];

    private DissectedFrame Next(string line)
    {
        Match match = Segment().Match(line);
        Assert.True(match.Success, $"not a segment: {line}");
        _now += (long)(decimal.Parse("0" + match.Groups["time"].Value, CultureInfo.InvariantCulture) * 1_000_000_000m);
        byte[] frame = Build(match, _serverPort);
        return _session.Dissect(frame, new(++_number, new(_now), frame.Length, LinkType.Ethernet));
    }

    private static byte[] Build(Match match, ushort serverPort)
    {
        bool fromClient = match.Groups["dir"].Value == "<";
        uint seq = uint.Parse(match.Groups["seq"].Value, CultureInfo.InvariantCulture);
        int length = int.Parse(match.Groups["len"].Value, CultureInfo.InvariantCulture);
        byte[] options = Options(match.Groups["options"].Value);
        byte[] frame = new byte[14 + 20 + 20 + options.Length + length];
        EthernetHeader.Write(frame, new(2), new(1), EtherType.Ipv4);
        Span<byte> ip = frame.AsSpan(14), tcp = frame.AsSpan(34);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        (ip[8], ip[9]) = (64, IpProtocol.Tcp);
        IpAddress client = IpAddress.V4(0xC0000201), server = IpAddress.V4(0xC0000202);
        (fromClient ? client : server).Write(ip[12..]);
        (fromClient ? server : client).Write(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], InternetChecksum.Compute(ip[..20]));
        BinaryPrimitives.WriteUInt16BigEndian(tcp, fromClient ? ClientPort : serverPort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], fromClient ? serverPort : ClientPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], seq);
        if (match.Groups["ack"].Success)
            BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], uint.Parse(match.Groups["ack"].Value, CultureInfo.InvariantCulture));
        tcp[12] = (byte)((20 + options.Length) << 2);
        tcp[13] = (byte)match.Groups["flags"].Value.Aggregate(match.Groups["ack"].Success ? 0x10 : 0,
            (bits, flag) => bits | flag switch { 'F' => 1, 'S' => 2, 'R' => 4, 'P' => 8, 'U' => 0x20, _ => 0 });
        string window = match.Groups["win"].Success ? match.Groups["win"].Value : "1000";
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.Parse(window, CultureInfo.InvariantCulture));
        options.CopyTo(tcp[20..]);
        for (int i = 0; i < length; i++)
            tcp[20 + options.Length + i] = (byte)('a' + ((seq + i) % 26));
        ushort pseudo = InternetChecksum.PseudoHeader(client, server, IpProtocol.Tcp, tcp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], InternetChecksum.Compute(tcp, pseudo));
        return frame;
    }

    /// <summary>mss N, wscale N, sackOK, sack L:R, TS val N ecr N, nop — padded with end-of-list.</summary>
    private static byte[] Options(string text)
    {
        List<byte> octets = [];
        foreach (string option in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = option.Split([' ', ':']);
            uint Number(int at) => uint.Parse(words[at], CultureInfo.InvariantCulture);
            octets.AddRange(words[0] switch
            {
                "mss" => [2, 4, (byte)(Number(1) >> 8), unchecked((byte)Number(1))],
                "wscale" => [3, 3, (byte)Number(1)],
                "sackOK" => [4, 2],
                "sack" => [5, 10, .. Big(Number(1)), .. Big(Number(2))],
                "TS" => [8, 10, .. Big(Number(2)), .. Big(Number(4))],
                "nop" => [1],
                "raw" => Convert.FromHexString(words[1]),
                _ => throw new ArgumentException($"no option: {option}"),
            });
        }

        while (octets.Count % 4 != 0) octets.Add(0);
        return [.. octets];

        static byte[] Big(uint value)
        {
            byte[] octets = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(octets, value);
            return octets;
        }
    }

    [GeneratedRegex(@"^\+(?<time>[\d.]+)\s+(?<dir>[<>])\s+(?<flags>[SFRPU.]+)\s+(?<seq>\d+):\d+\((?<len>\d+)\)(\s+ack (?<ack>\d+))?(\s+win (?<win>\d+))?(\s+<(?<options>[^>]*)>)?$")]
    private static partial Regex Segment();
}
