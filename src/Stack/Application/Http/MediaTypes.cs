using System.Text;

namespace NetStack.Application.Http;

/// <summary>Which protocol a body of a media type is: the layer inside the message. Source: RFC 9110 §8.3.1.</summary>
internal static class MediaTypes
{
    /// <summary>The type and subtype of a Content-Type value, without parameters.</summary>
    internal static ReadOnlySpan<byte> Essence(ReadOnlySpan<byte> contentType)
    {
        int end = contentType.IndexOfAny("; "u8);
        return (end < 0 ? contentType : contentType[..end]).Trim(" \t"u8);
    }

    /// <summary>The protocol's name: data for nothing known of the type.</summary>
    internal static string ProtocolOf(ReadOnlySpan<byte> contentType)
    {
        string type = Encoding.ASCII.GetString(Essence(contentType)).ToLowerInvariant();
        if (type is "text/xml" or "application/xml" || type.EndsWith("+xml", StringComparison.Ordinal)) return "xml";
        if (type.StartsWith("text/", StringComparison.Ordinal)) return "data-text-lines";
        if (type.StartsWith("multipart/", StringComparison.Ordinal)) return "mime_multipart";
        return type switch
        {
            "" or "application/octet-stream" => "data",
            "application/json" => "json",
            "application/javascript" or "application/x-javascript" => "data-text-lines",
            "application/x-www-form-urlencoded" => "urlencoded-form",
            "image/png" => "png",
            "image/gif" => "image-gif",
            "image/jpeg" => "image-jfif",
            _ => type.EndsWith("+json", StringComparison.Ordinal) ? "json" : "media",
        };
    }
}
