using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>An address of an interface.</summary>
public sealed class AssignedAddress
{
    internal AssignedAddress(int @interface, in IpAddress address, int prefixLength) =>
        (Interface, Address, PrefixLength) = (@interface, address, prefixLength);

    /// <summary>The interface, from 1.</summary>
    public int Interface { get; }

    /// <summary>The address; a link-local one bears its interface as scope.</summary>
    public IpAddress Address { get; }

    /// <summary>Bits that the link's other addresses have in common with it.</summary>
    public int PrefixLength { get; }

    /// <summary>Whether it may be used.</summary>
    public AddressState State { get; internal set; }

    /// <summary>True when datagrams may be sent from it and are received for it.</summary>
    public bool IsUsable => State is AddressState.Preferred or AddressState.Deprecated;

    /// <summary>Made from a router's advertisement. Source: RFC 4862 §5.5.3.</summary>
    internal bool IsAutomatic { get; init; }

    internal Timestamp PreferredUntil { get; set; } = Timestamp.Never;

    internal Timestamp ValidUntil { get; set; } = Timestamp.Never;

    /// <summary>Probes and then announcements that are still to be sent, and when the next is due.</summary>
    internal int ProbesLeft { get; set; }

    internal int AnnouncementsLeft { get; set; }

    internal Timestamp NextStep { get; set; } = Timestamp.Never;

    /// <summary>When the address was last defended. Source: RFC 5227 §2.4(b).</summary>
    internal Timestamp LastConflict { get; set; } = new(long.MinValue);
}
