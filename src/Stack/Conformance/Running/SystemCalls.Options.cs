using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>Options of sockets.</summary>
internal sealed partial class SystemCalls
{
    private CallOutcome SetOption(CallArguments arguments)
    {
        SocketOption option = OptionOf(arguments);
        SocketOptionValue value = ValueOf(arguments, arguments.At(3));
        int number = Number(arguments);
        return arguments.Failure is not null ? new(-1, Errno.EINVAL) : CallOutcome.Of(Sockets.SetOption(number, option, value));
    }

    private CallOutcome GetOption(CallArguments arguments)
    {
        SocketOption option = OptionOf(arguments);
        int number = Number(arguments);
        if (option == SocketOption.TcpInfo) return new(0);
        Errno error = Sockets.GetOption(number, option, out SocketOptionValue value);
        CallOutcome outcome = CallOutcome.Of(error);
        if (error != Errno.None || arguments.IsEllipsis(3)) return outcome;
        SocketOptionValue expected = ValueOf(arguments, arguments.At(3));
        if (!SaysSame(option, expected, value)) outcome.Differences.Add(new("value", Text(option, expected), Text(option, value)));
        return outcome;
    }

    /// <summary>Level and name. What belongs to IPv4 has another name over IPv6, and the other way round.</summary>
    private SocketOption OptionOf(CallArguments arguments)
    {
        SocketOption option = (SocketOption)((arguments.Int(1) & 0xFF) << 16 | (arguments.Int(2) & 0xFFFF));
        foreach ((SocketOption version4, SocketOption version6) in Pairs)
        {
            if (option == version4 || option == version6) return settings.Family == IpFamily.V6 ? version6 : version4;
        }

        return option;
    }

    private static ReadOnlySpan<(SocketOption Version4, SocketOption Version6)> Pairs => new[]
    {
        (SocketOption.Ipv4TypeOfService, SocketOption.Ipv6TrafficClass),
        (SocketOption.Ipv4TimeToLive, SocketOption.Ipv6UnicastHops),
        (SocketOption.Ipv4MtuDiscovery, SocketOption.Ipv6MtuDiscovery),
        (SocketOption.Ipv4Mtu, SocketOption.Ipv6Mtu),
        (SocketOption.Ipv4ReceiveErrors, SocketOption.Ipv6ReceiveErrors),
    };

    private static SocketOptionValue ValueOf(CallArguments arguments, ScriptExpression? expression) => expression switch
    {
        ScriptExpression.List { Elements: [var only] } => ValueOf(arguments, only),
        ScriptExpression.Text text => text.Value,
        ScriptExpression.Structure structure when CallArguments.Member(structure, "onoff", "l_onoff") is { } on =>
            new(arguments.Number(on, 3), Seconds(arguments, CallArguments.Member(structure, "linger", "l_linger"))),
        ScriptExpression.Symbol symbol when Errors.Find(symbol.Name) is { } error => (int)error,
        _ => new(arguments.NumberIn(expression, 3)),
    };

    private static int Seconds(CallArguments arguments, ScriptExpression? expression) =>
        (int)(arguments.NumberIn(expression, 3) & int.MaxValue);

    private static bool SaysSame(SocketOption option, in SocketOptionValue expected, in SocketOptionValue actual) =>
        expected.Number == actual.Number && (expected.Text ?? "") == (actual.Text ?? "")
        && (option != SocketOption.Linger || expected.Extra == actual.Extra);

    private static string Text(SocketOption option, in SocketOptionValue value) =>
        value.Text ?? (option == SocketOption.Error ? ((Errno)value.Number).ToString() : PacketText.Decimal(value.Number));
}
