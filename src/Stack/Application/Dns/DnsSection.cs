namespace NetStack.Application.Dns;

/// <summary>The sections of a message that hold records. Source: RFC 1035 §4.1.</summary>
public enum DnsSection : byte
{
    /// <summary>What was asked for.</summary>
    Answer = 1,

    /// <summary>Who is responsible.</summary>
    Authority = 2,

    /// <summary>What may be of use, too.</summary>
    Additional = 3,
}
