namespace NetStack.Bytes;

/// <summary>What was wrong with octets that should have been a header.</summary>
public enum Fault : byte
{
    /// <summary>Nothing was wrong.</summary>
    None,

    /// <summary>Fewer octets than the header needs.</summary>
    TooShort,

    /// <summary>A length field contradicts the header's minimum or the octets there.</summary>
    BadLength,

    /// <summary>A version that this is not.</summary>
    BadVersion,
}

/// <summary>Why a header could not be read. A value, never an exception: the octets come from the wire.</summary>
/// <param name="Layer">The protocol's filter name: udp.</param>
/// <param name="Fault">What was wrong.</param>
/// <param name="At">The octet, counted from the header's start, at which it was wrong.</param>
/// <param name="Needed">Octets that were needed.</param>
/// <param name="Available">Octets that were there.</param>
public readonly record struct ParseError(string Layer, Fault Fault, int At, int Needed, int Available);
