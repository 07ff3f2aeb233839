using System.Collections.Immutable;
using System.Globalization;
using NetStack.Application.Bulk;
using NetStack.Application.Chargen;
using NetStack.Application.Discard;
using NetStack.Application.Echo;
using NetStack.Application.Http.Fetching;
using NetStack.Application.Http.Serving;
using NetStack.Application.Ping;
using NetStack.Application.Serving;
using NetStack.Application.Traceroute;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;

namespace NetStack.Simulation.Scenarios;

/// <summary>The programs that a scenario can name, and what each is told.</summary>
public static class ScenarioPrograms
{
    private static readonly ImmutableSortedDictionary<string, (string[] Needs, string[] Knows)> Signatures =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new KeyValuePair<string, (string[], string[])>[]
        {
            new("echo", ([], ["port"])), new("discard", ([], ["port"])), new("chargen", ([], ["port"])), new("http", ([], ["port"])),
            new("sink", ([], ["port"])), new("get", (["from"], ["from", "target", "port", "ip"])),
            new("bulk", (["to"], ["to", "octets", "time", "connections", "port", "ip"])),
            new("ping", (["to"], ["to", "count", "interval", "size", "ip"])), new("traceroute", (["to"], ["to", "method", "ip"])),
        });

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Signatures.Keys];

    /// <summary>Looks whether a program can be made, before the world runs.</summary>
    /// <exception cref="ScenarioException">It cannot.</exception>
    internal static void Check(ScenarioWorld world, ScenarioProgram program)
    {
        if (!Signatures.TryGetValue(program.Run, out (string[] Needs, string[] Knows) signature))
            throw new ScenarioException(ScenarioReasons.NoProgram, program.Run, string.Join(", ", Names));
        foreach (string needed in signature.Needs)
            if (!program.Arguments.ContainsKey(needed)) throw new ScenarioException(ScenarioReasons.Missing, program.Run, needed);
        foreach (string told in program.Arguments.Keys.Order(StringComparer.Ordinal))
            if (!signature.Knows.Contains(told)) throw new ScenarioException(ScenarioReasons.Unknown, program.Run, told, string.Join(", ", signature.Knows));
        Create(world, world.HostOf(program.On).Host, program); // values are looked at, too
    }

    internal static IApplication Create(ScenarioWorld world, Host host, ScenarioProgram program)
    {
        Told told = new(world, program);
        StreamServerOptions At(ushort port) => new() { At = new(default, told.Port(port)) };
        return program.Run switch
        {
            "echo" => new EchoServer(host, At(EchoServer.Port), host.Trace),
            "discard" => new DiscardServer(host, At(DiscardServer.Port), host.Trace),
            "chargen" => new ChargenServer(host, At(ChargenServer.Port), host.Trace),
            "http" => new HttpServer(host, new DemoContent(), At(HttpServer.Port), trace: host.Trace),
            "sink" => new BulkSink(host, At(BulkSink.Port), host.Trace),
            "get" => new HttpFetch(host, new(told.Address("from"), told.Port(HttpServer.Port)), program.Arguments["from"],
                [new(told.Text("target", "/")) { Fields = [("Connection", "close")] }], trace: host.Trace),
            "bulk" => new BulkSender(host, new(told.Address("to"), told.Port(BulkSink.Port)), new()
            {
                Octets = told.Number("octets", long.MaxValue, 1, long.MaxValue), Time = told.Time("time", default),
                Connections = (int)told.Number("connections", 1, 1, 1000),
            }, host.Trace),
            "ping" => new PingProgram(host, new()
            {
                Destination = told.Address("to"), Count = (int)told.Number("count", 4, 1, 1_000_000),
                Interval = told.Time("interval", Duration.FromSeconds(1)), Size = (int)told.Number("size", 56, 0, 65_000),
            }, trace: host.Trace),
            _ => new TracerouteProgram(host, new()
            {
                Destination = told.Address("to"),
                Method = told.Text("method", "udp") == "echo" ? TracerouteMethod.Echo : TracerouteMethod.Udp,
            }, host.Trace),
        };
    }

    /// <summary>The values of a program's arguments.</summary>
    private sealed class Told(ScenarioWorld world, ScenarioProgram program)
    {
        public string Text(string key, string otherwise) => program.Arguments.GetValueOrDefault(key, otherwise);

        public IpAddress Address(string key) =>
            world.AddressOf(program.Arguments[key], Number("ip", 4, 4, 6) == 6 ? IpFamily.V6 : IpFamily.V4);

        public ushort Port(ushort otherwise) => (ushort)Number("port", otherwise, 1, ushort.MaxValue);

        public long Number(string key, long otherwise, long least, long most)
        {
            if (!program.Arguments.TryGetValue(key, out string? text)) return otherwise;
            string digits = text.Replace("_", "", StringComparison.Ordinal);
            bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most;
            return isNumber ? number : throw new ScenarioException(ScenarioReasons.BadValue, key, text);
        }

        public Duration Time(string key, Duration otherwise)
        {
            if (!program.Arguments.TryGetValue(key, out string? text)) return otherwise;
            return ImpairmentText.TryParseDuration(text, out Duration time) ? time : throw new ScenarioException(ScenarioReasons.BadValue, key, text);
        }
    }
}
