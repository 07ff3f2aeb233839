using System.Collections.Concurrent;
using System.CommandLine;
using System.Text;
using NetStack.Application.Chat;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack chat</c>: a member of a chat, over our own stack.</summary>
internal sealed class ChatCommand : Command
{
    private readonly Argument<string> _to = new("HOST") { Description = Texts.Of(LiveTexts.PingHost) };
    private readonly Argument<string> _name = new("NAME") { Description = Texts.Of(LiveTexts.ChatName) };
    private readonly Option<int> _port = new("--port") { HelpName = "N", Description = Texts.Of(LiveTexts.Port), DefaultValueFactory = _ => ChatServer.Port };
    private readonly StackOptions _stack = new();

    public ChatCommand()
        : base("chat", Texts.Of(LiveTexts.ChatCommand))
    {
        Arguments.Add(_to);
        Arguments.Add(_name);
        Options.Add(_port);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(_name);
        if (!ChatLine.IsName(Encoding.UTF8.GetBytes(name))) throw UserError.Usage(Texts.Of(LiveTexts.BadName, name));
        int port = parsed.GetValue(_port);
        if (port is < 1 or > ushort.MaxValue) throw UserError.Usage(Texts.Of(LiveTexts.BadPort, port));
        StackRequest request = _stack.Read(parsed);
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        IpAddress to = HostNames.Find(live, request.NameServers, parsed.GetRequiredValue(_to), IpFamily.None);
        ConcurrentQueue<string> heard = new();
        ChatClient client = new(live.Host, new(to, (ushort)port), name, new Sink(heard), live.Host.Trace);
        live.Pump.Call((host, now) => host.Run(client, now)).GetAwaiter().GetResult();
        new Thread(() => Listen(live, client)) { IsBackground = true }.Start();
        live.Run(() => Show(live, heard) && client.IsFinished, isLast: false);
        Show(live, heard);
        live.Display.End();
        if (client.Error == Transport.Errno.None) return ExitCode.Done;
        Console.Error.WriteLine($"netstack: {Texts.Of(LiveTexts.NotConnected, to, client.Error)}");
        return ExitCode.Failed;
    }

    /// <summary>What is typed is said; the end of it is /quit.</summary>
    private static void Listen(LiveHost live, ChatClient client)
    {
        while (Console.In.ReadLine() is { } line)
        {
            string said = line;
            live.Pump.Post((_, _) => client.TrySay(said));
        }

        live.Pump.Post((_, _) => client.TrySay("/quit"));
    }

    /// <returns>True, for it is part of a condition.</returns>
    private static bool Show(LiveHost live, ConcurrentQueue<string> heard)
    {
        while (heard.TryDequeue(out string? line)) live.Display.Say(SafeText.Of(line));
        return true;
    }

    private sealed class Sink(ConcurrentQueue<string> heard) : ILineSink
    {
        public void Hear(ReadOnlySpan<byte> line, Timestamp now) => heard.Enqueue(Encoding.UTF8.GetString(line));
    }
}
