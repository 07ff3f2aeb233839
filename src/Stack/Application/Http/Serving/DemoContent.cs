using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Application.Http.Serving;

/// <summary>What a server shows when it has nothing else: a page with twenty pictures that says which layers the
/// request came through, <c>/bytes/N</c> for downloads of N octets, and <c>/slow/N</c>, which answers after N
/// milliseconds.</summary>
public sealed class DemoContent : IWebContent
{
    /// <summary>Pictures on the page.</summary>
    public const int Pictures = 20;

    private const long MostOctets = 1L << 40, MostMilliseconds = 60_000;
    private const string Html = "text/html; charset=utf-8";
    private readonly byte[] _pattern = PatternBody.CreatePattern();

    /// <inheritdoc/>
    public bool TryOpen(in WebRequest request, [NotNullWhen(true)] out IWebBody? body)
    {
        body = request.Path switch
        {
            "/" or "/index.html" => new MemoryBody(Encoding.UTF8.GetBytes(Page(request)), Html, Timestamp.Never),
            "/style.css" => new MemoryBody("body{font:16px sans-serif;margin:2em}img{width:64px;height:64px;margin:4px}"u8.ToArray(), WebTypes.Of(".css"), Timestamp.Never),
            _ => OpenNumbered(request.Path),
        };
        return body is not null;
    }

    private IWebBody? OpenNumbered(string path)
    {
        if (TryNumber(path, "/bytes/", "", MostOctets, out long count)) return new PatternBody(_pattern, count);
        if (TryNumber(path, "/slow/", "", MostMilliseconds, out long delay))
            return new PatternBody(_pattern, 64, Duration.FromMilliseconds(delay));
        if (!TryNumber(path, "/picture/", ".svg", Pictures - 1, out long picture)) return null;
        return new MemoryBody(Encoding.UTF8.GetBytes(Picture((ulong)picture)), WebTypes.Of(".svg"), Timestamp.Never);
    }

    private static bool TryNumber(string path, string before, string behind, long most, out long number)
    {
        number = 0;
        if (path.Length <= before.Length + behind.Length || !path.StartsWith(before, StringComparison.Ordinal)
            || !path.EndsWith(behind, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> digits = path.AsSpan(before.Length, path.Length - before.Length - behind.Length);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
    }

    private static string Page(in WebRequest request)
    {
        string version = request.Peer.Address.Family == IpFamily.V6 ? "IPv6" : "IPv4";
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>NetStack</title>")
            .Append("<link rel=\"stylesheet\" href=\"/style.css\"></head><body>\n<h1>Served by NetStack</h1>\n")
            .Append("<p>On its way to this page your request was wrapped, and unwrapped again here, by:</p>\n<ol>\n")
            .Append("<li>HTTP/1.1: GET ").Append(request.Path).Append(" (RFC 9112)</li>\n")
            .Append(CultureInfo.InvariantCulture, $"<li>TCP: from port {request.Peer.Port} to port {request.Local.Port} (RFC 9293)</li>\n")
            .Append(CultureInfo.InvariantCulture, $"<li>{version}: from {request.Peer.Address} to {request.Local.Address}</li>\n")
            .Append("<li>the link: a frame for each datagram</li>\n</ol>\n<p>Twenty objects more:</p>\n<p>\n");
        for (int i = 0; i < Pictures; i++)
            page.Append(CultureInfo.InvariantCulture, $"<img src=\"/picture/{i}.svg\" alt=\"picture {i}\">\n");
        return page.Append("</p>\n<p><a href=\"/bytes/1000000\">a million octets</a>, <a href=\"/slow/2000\">a slow answer</a></p>\n</body></html>\n").ToString();
    }

    /// <summary>Circles whose places, sizes and colours follow from the picture's number.</summary>
    private static string Picture(ulong number)
    {
        SeededRandom random = new(number);
        StringBuilder picture = new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n");
        for (int i = 0; i < 6; i++)
        {
            picture.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{random.Next(64)}\" cy=\"{random.Next(64)}\" r=\"{6 + random.Next(20)}\" fill=\"#{random.Next(1 << 24):x6}\" fill-opacity=\".7\"/>\n");
        }

        return picture.Append("</svg>\n").ToString();
    }
}
