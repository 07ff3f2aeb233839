using System.Buffers;
using System.CommandLine;
using System.Globalization;
using NetStack.Application.Http.Fetching;
using NetStack.Bytes;
using NetStack.Cli.Live;
using NetStack.Hosting;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack get</c>: downloads over our own stack, and tells how long each part took.</summary>
internal sealed class GetCommand : Command
{
    private const int MostRedirections = 5;
    private readonly Argument<string> _url = new("URL") { Description = Texts.Of(LiveTexts.GetUrl) };
    private readonly Option<string?> _output = new("-o") { HelpName = "FILE", Description = Texts.Of(LiveTexts.GetOutput) };
    private readonly Option<bool> _head = new("-I", "--head") { Description = Texts.Of(LiveTexts.GetHead) };
    private readonly Option<bool> _v6 = new("-6") { Description = Texts.Of(LiveTexts.OnlyV6) };
    private readonly StackOptions _stack = new();

    public GetCommand()
        : base("get", Texts.Of(LiveTexts.GetCommand))
    {
        Arguments.Add(_url);
        foreach (Option option in (Option[])[_output, _head, _v6]) Options.Add(option);
        _stack.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Uri url = ParseUrl(parsed.GetRequiredValue(_url));
        StackRequest request = _stack.Read(parsed);
        using Stream file = parsed.GetValue(_output) is { } path ? Create(path) : Console.OpenStandardOutput();
        using LiveHost live = new(request, LiveView.None);
        live.Start();
        live.AwaitAddress();
        for (int left = MostRedirections; ; left--)
        {
            HttpFetchResult result = Fetch(live, request, url, file, parsed);
            if (left > 0 && IsRedirection(result) && result.Field("Location") is { } place
                && Uri.TryCreate(url, place, out Uri? next) && next.Scheme == Uri.UriSchemeHttp)
            {
                Console.Error.WriteLine(Texts.Of(LiveTexts.GetRedirected, result.Status, SafeText.Of(next.ToString())));
                url = next;
                continue;
            }

            file.Flush();
            live.Display.End();
            Tell(result);
            return result.Error == HttpFetchError.None && result.Status is >= 200 and < 300 ? ExitCode.Done : ExitCode.Failed;
        }
    }

    private HttpFetchResult Fetch(LiveHost live, StackRequest request, Uri url, Stream file, ParseResult parsed)
    {
        IpAddress to = HostNames.Find(live, request.NameServers, url.Host, parsed.GetValue(_v6) ? IpFamily.V6 : IpFamily.None);
        bool isHead = parsed.GetValue(_head);
        StreamSink sink = new(file);
        HttpFetchRequest asked = new(url.PathAndQuery) { Method = isHead ? "HEAD" : "GET", Sink = isHead ? null : sink, Fields = [("Connection", "close")] };
        string name = url.IsDefaultPort ? url.Host : string.Create(CultureInfo.InvariantCulture, $"{url.Host}:{url.Port}");
        HttpFetch fetch = new(live.Host, new(to, (ushort)url.Port), name, [asked], trace: live.Host.Trace);
        sink.Result = fetch.Results[0];
        Transport.Errno error = live.Pump.Call((host, now) => host.Run(fetch, now)).GetAwaiter().GetResult();
        if (error != Transport.Errno.None) throw UserError.BadInput(Texts.Of(LiveTexts.CannotStart, url, error));
        live.Run(() => fetch.Results[0].Error != HttpFetchError.Pending, isLast: false);
        return fetch.Results[0];
    }

    private static bool IsRedirection(HttpFetchResult result) => result.Status is 301 or 302 or 303 or 307 or 308;

    private static FileStream Create(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw UserError.Missing(Texts.Of(CaptureErrorTexts.NoSuchFolder, path, folder));
        try
        {
            return File.Create(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw UserError.Missing(Texts.Of(CaptureErrorTexts.CannotCreate, path, error.Message));
        }
    }

    private static Uri ParseUrl(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) text = "http://" + text;
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp && url.Host.Length > 0;
        return isUrl ? url! : throw UserError.Usage(Texts.Of(LiveTexts.BadUrl, text));
    }

    /// <summary>How it went, on standard error: the connection, the first octet, the whole, the rate.</summary>
    private static void Tell(HttpFetchResult result)
    {
        if (result.Error != HttpFetchError.None)
        {
            Console.Error.WriteLine(Texts.Of(LiveTexts.GetFailed, result.Error, result.Status, result.Octets));
            return;
        }

        Duration whole = result.LastOctetAt - result.StartedAt;
        double rate = whole.Nanoseconds > 0 ? result.Octets * 8e3 / whole.Nanoseconds : 0;
        Console.Error.WriteLine(Texts.Of(LiveTexts.GetDone, result.Status, result.Octets, DurationText.Of(result.ConnectedAt - result.StartedAt),
            DurationText.Of(result.FirstOctetAt - result.StartedAt), DurationText.Of(whole), rate.ToString("F1", CultureInfo.InvariantCulture)));
    }

    /// <summary>Writes what arrives at once: a reader that is slow makes the host wait, and TCP's window the server.</summary>
    private sealed class StreamSink(Stream stream) : IBufferWriter<byte>
    {
        private byte[] _octets = new byte[1 << 16];

        /// <summary>The answer: what a redirection has to say itself is not what was asked for.</summary>
        public HttpFetchResult? Result { get; set; }

        public void Advance(int count)
        {
            if (Result is null || !IsRedirection(Result)) stream.Write(_octets, 0, count);
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (sizeHint > _octets.Length) _octets = new byte[sizeHint];
            return _octets;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
