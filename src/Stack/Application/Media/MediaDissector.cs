using NetStack.Dissection;

namespace NetStack.Application.Media;

/// <summary>A body of a known kind, as a layer that is not read further: it says what the octets are.</summary>
/// <param name="name">The filter name.</param>
/// <param name="title">The kind.</param>
public sealed class MediaDissector(string name, string title) : Dissector
{
    /// <summary>One for each kind of body.</summary>
    public static IEnumerable<Dissector> All =>
    [
        new MediaDissector("data-text-lines", "Line-based text data"),
        new MediaDissector("json", "JavaScript Object Notation"),
        new MediaDissector("xml", "eXtensible Markup Language"),
        new MediaDissector("urlencoded-form", "HTML Form URL Encoded"),
        new MediaDissector("mime_multipart", "MIME Multipart Media Encapsulation"),
        new MediaDissector("png", "Portable Network Graphics"),
        new MediaDissector("image-gif", "Compuserve GIF"),
        new MediaDissector("image-jfif", "JPEG File Interchange Format"),
        new MediaDissector("media", "Media Type"),
    ];

    /// <inheritdoc/>
    public override Protocol Protocol { get; } = new(name, name, title, []);

    /// <summary>The message that carries it is what a line should tell of.</summary>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
    }
}
