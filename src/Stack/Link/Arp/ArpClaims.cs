using NetStack.Bytes;

namespace NetStack.Link.Arp;

/// <summary>Which station claimed which IPv4 address last, as ARP packets of a capture tell.</summary>
public sealed class ArpClaims
{
    /// <summary>The most addresses that are remembered; later ones are not compared.</summary>
    public const int MaxAddresses = 65_536;

    private readonly Dictionary<uint, (MacAddress Station, int Frame)> _claims = [];

    /// <summary>Notes a claim.</summary>
    /// <returns>The frame of the claim before, when it was by another station; otherwise 0.</returns>
    public int Claim(uint address, MacAddress station, int frame)
    {
        bool known = _claims.TryGetValue(address, out (MacAddress Station, int Frame) before);
        if (known || _claims.Count < MaxAddresses) _claims[address] = (station, frame);
        return known && before.Station != station ? before.Frame : 0;
    }
}
