using System.Text;
using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Tracing;
using Xunit.Sdk;

namespace NetStack.Tests.Conformance;

/// <summary>Runs scripts in tests, on IPv4 and on IPv6. One that fails tells the line, expected against actual, the ladder
/// so far and why the stack did what it did.</summary>
internal static class Drill
{
    /// <summary>A passive open with an MSS of 1000 and no other option; the connection is descriptor 4.</summary>
    private const string Handshake = """
        0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0   setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
        +0   bind(3, ..., ...) = 0
        +0   listen(3, 1) = 0
        +0   < S 0:0(0) win 65535 <mss 1000>
        +0   > S. 0:0(0) ack 1 <...>
        +.01 < . 1:1(0) ack 1 win 65535
        +0   accept(3, ..., ...) = 4

        """;

    /// <summary>Runs a script; it has to pass.</summary>
    public static void Run(string script)
    {
        Script parsed = Parse(script);
        foreach (IpFamily family in ScriptRunner.FamiliesOf(parsed))
        {
            ScriptResult result = ScriptRunner.Run(parsed, family);
            if (!result.IsPassed) throw new XunitException(Describe(script, family, result));
        }
    }

    /// <summary>Runs a script behind a handshake; settings may stand first in it.</summary>
    public static void Established(string script) => Run(BehindHandshake(script));

    /// <summary>What becomes of a script on IPv4: for tests of failures.</summary>
    public static ScriptResult Try(string script) => ScriptRunner.Run(Parse(script), IpFamily.V4);

    /// <summary>The same behind a handshake.</summary>
    public static ScriptResult TryEstablished(string script) => Try(BehindHandshake(script));

    /// <summary>Lines of <see cref="Handshake"/> before the script's first.</summary>
    public static int HandshakeLines => Handshake.Count(c => c == '\n');

    private static string BehindHandshake(string script)
    {
        int settings = script.StartsWith('`') ? script.IndexOf('`', 1) + 1 : 0;
        return script[..settings] + Handshake + script[settings..].TrimStart('\n');
    }

    private static Script Parse(string script) => Script.TryParse(script, out Script? parsed, out ScriptError? error)
        ? parsed : throw new XunitException(error.ToString());

    public static string Describe(string script, IpFamily family, ScriptResult result)
    {
        ScriptFailure failure = result.Failure!;
        StringBuilder text = new();
        text.AppendLine($"line {failure.Position.Line}, {family}: {failure.Reason} {string.Join(", ", failure.Arguments)}");
        text.AppendLine($"  {script.Split('\n').ElementAtOrDefault(failure.Position.Line - 1)?.Trim()}");
        foreach (FieldDifference difference in failure.Differences)
            text.AppendLine($"    {difference.Field}: expected {difference.Expected}, was {difference.Actual}");
        foreach (LadderStep step in result.Ladder)
        {
            char arrow = step.Direction == PacketDirection.Inbound ? '<' : '>';
            text.AppendLine($"  {step.At.Nanoseconds / 1000} us {arrow} {step.Text} (line {step.Line})");
        }

        foreach (StackEvent happened in result.Events.TakeLast(12))
            text.AppendLine($"  {happened.Kind}: {happened.Envelope.Reason.Id} ({happened.Envelope.Reason.Rfc})");
        return text.ToString();
    }
}
