namespace NetStack.Internet.Fragments;

/// <summary>One fragment as it was captured.</summary>
/// <param name="frame">The frame that it came in.</param>
/// <param name="offset">Where its data belongs in the datagram.</param>
/// <param name="data">Its data.</param>
public sealed class Fragment(int frame, int offset, byte[] data)
{
    /// <summary>The frame that it came in.</summary>
    public int Frame { get; } = frame;

    /// <summary>Where its data belongs in the datagram.</summary>
    public int Offset { get; } = offset;

    /// <summary>Its data.</summary>
    public byte[] Data { get; } = data;

    /// <summary>The first octet behind it.</summary>
    public int End => Offset + Data.Length;

    /// <summary>It covers octets that another fragment covers, too.</summary>
    public bool Overlaps { get; internal set; }

    /// <summary>It overlaps, and says other octets than the fragment that it overlaps.</summary>
    public bool Conflicts { get; internal set; }

    /// <summary>It reaches beyond the end that the last fragment gave.</summary>
    public bool IsTooLong { get; internal set; }

    /// <summary>It is a last fragment, but another one ended elsewhere.</summary>
    public bool IsSecondEnd { get; internal set; }
}
