using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using NetStack.Bytes;
using NetStack.Capture.Sockets;
using NetStack.Cli.Live;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack connect</c>: standard input and output over a connection of our own stack, as nc does it.</summary>
internal sealed class ConnectCommand : Command
{
    private readonly Argument<string> _to = new("HOST") { Description = Texts.Of(LiveTexts.PingHost) };
    private readonly Argument<int> _port = new("PORT") { Description = Texts.Of(LiveTexts.ConnectPort) };
    private readonly Option<bool> _v6 = new("-6") { Description = Texts.Of(LiveTexts.OnlyV6) };
    private readonly StackOptions _stack = new();

    public ConnectCommand()
        : base("connect", Texts.Of(LiveTexts.ConnectCommand))
    {
        Arguments.Add(_to);
        Arguments.Add(_port);
        Options.Add(_v6);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        int port = parsed.GetValue(_port);
        if (port is < 1 or > ushort.MaxValue) throw UserError.Usage(Texts.Of(LiveTexts.BadPort, port));
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        IpAddress to = HostNames.Find(live, request.NameServers, parsed.GetRequiredValue(_to), parsed.GetValue(_v6) ? IpFamily.V6 : IpFamily.None);
        Task<SocketException?> talk = Talk(live, new(IPAddress.Parse(to.ToString()), port));
        live.Run(() => talk.IsCompleted);
        if (!talk.IsCompleted) return ExitCode.Done; // somebody said stop
        if (talk.Result is not { } error) return ExitCode.Done;
        Console.Error.WriteLine($"netstack: {Texts.Of(LiveTexts.NotConnected, to, (error as HostSocketException)?.Errno.ToString() ?? error.Message)}");
        return ExitCode.Failed;
    }

    /// <summary>Both directions at once. The end of the input closes our half; the connection is over when the other closes his.</summary>
    /// <returns>Why it broke, or null.</returns>
    private static async Task<SocketException?> Talk(LiveHost live, IPEndPoint to)
    {
        try
        {
            await using HostStream stream = await live.Pump.ConnectAsync(to, CancellationToken.None).ConfigureAwait(false);
            using Stream output = Console.OpenStandardOutput();
            _ = Task.Run(() => Say(stream));
            await stream.CopyToAsync(output).ConfigureAwait(false);
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
        catch (IOException error) when (error.InnerException is SocketException inner)
        {
            return inner;
        }
    }

    private static async Task Say(HostStream stream)
    {
        try
        {
            using Stream input = Console.OpenStandardInput();
            await input.CopyToAsync(stream).ConfigureAwait(false);
            await stream.CloseWritingAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // the connection has gone: the other direction tells why
        }
    }
}
