using System.Collections.Frozen;

namespace NetStack.Dissection;

/// <summary>What is known of a checksum. The numbers are those of Wireshark's *.checksum.status.</summary>
public enum ChecksumStatus : byte
{
    /// <summary>Wrong.</summary>
    Bad = 0,

    /// <summary>Right.</summary>
    Good = 1,

    /// <summary>Not checked: told not to, or not all octets were captured.</summary>
    Unverified = 2,

    /// <summary>There is none (UDP checksum 0).</summary>
    NotPresent = 3,

    /// <summary>A value that may not occur.</summary>
    Illegal = 4,
}

/// <summary>Names of the states, in Wireshark's words.</summary>
public static class ChecksumStatusNames
{
    /// <summary>A name for each state.</summary>
    public static IReadOnlyDictionary<ulong, string> All { get; } = new Dictionary<ulong, string>
    {
        [(ulong)ChecksumStatus.Bad] = "Bad",
        [(ulong)ChecksumStatus.Good] = "Good",
        [(ulong)ChecksumStatus.Unverified] = "Unverified",
        [(ulong)ChecksumStatus.NotPresent] = "Not present",
        [(ulong)ChecksumStatus.Illegal] = "Illegal",
    }.ToFrozenDictionary();
}
