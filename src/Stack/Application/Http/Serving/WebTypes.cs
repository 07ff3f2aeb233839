namespace NetStack.Application.Http.Serving;

/// <summary>The media types of common file names. Source: the IANA registry of media types.</summary>
public static class WebTypes
{
    /// <summary>The type of a file; application/octet-stream when it is not known.</summary>
    public static string Of(string path)
    {
        int dot = path.LastIndexOf('.');
        return (dot < 0 ? "" : path[(dot + 1)..].ToLowerInvariant()) switch
        {
            "html" or "htm" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" or "mjs" => "text/javascript; charset=utf-8",
            "txt" or "md" => "text/plain; charset=utf-8",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" or "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            "ico" => "image/x-icon",
            "wasm" => "application/wasm",
            "pdf" => "application/pdf",
            "pcap" or "pcapng" => "application/vnd.tcpdump.pcap",
            _ => "application/octet-stream",
        };
    }
}
