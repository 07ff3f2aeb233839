using System.Globalization;
using NetStack.Application.Chargen;
using NetStack.Application.Chat;
using NetStack.Application.Discard;
using NetStack.Application.Echo;
using NetStack.Application.Http.Serving;
using NetStack.Application.Serving;
using NetStack.Hosting;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>A service of <c>--serve</c>.</summary>
/// <param name="Create">Makes the program.</param>
/// <param name="Hint">A command that reaches it at an address.</param>
internal sealed record Service(Func<Host, IApplication> Create, Func<string, string> Hint);

/// <summary>What <c>--serve</c> can name.</summary>
internal static class Services
{
    public const string Names = "http:80[:DIR]|echo:7|discard:9|chargen:19|chat:5000";

    /// <summary>Reads NAME[:PORT[:DIR]].</summary>
    /// <exception cref="UserError">There is no such service, port or folder.</exception>
    public static Service Parse(string text)
    {
        string[] parts = text.Split(':', 3);
        string name = parts[0];
        ushort port = DefaultPort(name) ?? throw UserError.Usage(Texts.Of(LiveTexts.NoSuchService, text, Names));
        bool isPort = parts.Length < 2 || ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out port);
        if (!isPort || port == 0) throw UserError.Usage(Texts.Of(LiveTexts.BadPort, text));
        if (parts.Length > 2 && name != "http") throw UserError.Usage(Texts.Of(LiveTexts.NoSuchService, text, Names));
        if (parts.Length > 2 && !Directory.Exists(parts[2])) throw UserError.BadInput(Texts.Of(LiveTexts.NoFolder, parts[2]));
        IWebContent content = parts.Length > 2 ? new FolderContent(parts[2]) : new DemoContent();
        StreamServerOptions options = new() { At = new(default, port) };
        return name switch
        {
            "http" => new(host => new HttpServer(host, content, options, trace: host.Trace), at => $"curl http://{at}:{port}/"),
            "echo" => new(host => new EchoServer(host, options, host.Trace), at => $"nc {at} {port}"),
            "discard" => new(host => new DiscardServer(host, options, host.Trace), at => $"nc {at} {port} < FILE"),
            "chat" => new(host => new ChatServer(host, options, host.Trace), at => $"nc {at} {port}"),
            _ => new(host => new ChargenServer(host, options, host.Trace), at => $"nc {at} {port} | head"),
        };
    }

    private static ushort? DefaultPort(string name) => name switch
    {
        "http" => HttpServer.Port, "echo" => EchoServer.Port, "discard" => DiscardServer.Port, "chargen" => ChargenServer.Port,
        "chat" => ChatServer.Port, _ => null,
    };
}
