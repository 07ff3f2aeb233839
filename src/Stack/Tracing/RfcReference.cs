namespace NetStack.Tracing;

/// <summary>Where a rule is written: an RFC and a section of it. <c>default</c> is "nowhere".</summary>
/// <param name="Number">The RFC's number, 0 for another document.</param>
/// <param name="Section">The section, such as 3.10.7.4; for another document its name and place.</param>
public readonly record struct RfcReference(int Number, string Section)
{
    /// <summary>True for <c>default</c>.</summary>
    public bool IsEmpty => Section is null;

    /// <summary>The one form that a search finds: RFC 9293 §3.10.7.4.</summary>
    public override string ToString() => Section is null ? ""
        : Number == 0 ? Section
        : Section.Length == 0 ? $"RFC {Number}"
        : char.IsAsciiDigit(Section[0]) ? $"RFC {Number} §{Section}" : $"RFC {Number} ({Section})";
}

/// <summary>Short ways to write a reference in a table.</summary>
public static class Rfc
{
    /// <summary>A section of an RFC.</summary>
    public static RfcReference Section(int number, string section) => new(number, section);

    /// <summary>A place in a document that is no RFC, such as IEEE 802.3 §3.2.</summary>
    public static RfcReference Other(string document) => new(0, document);
}
