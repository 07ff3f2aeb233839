using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>The link-layer ends of a frame, for frames that have no Internet addresses.</summary>
internal static class LinkAddress
{
    private const int AddressLength = 6, CookedAddressAt = 6;

    /// <summary>Writes an end's address; nothing where the link layer has none.</summary>
    public static void Write(Utf8Writer writer, DissectedFrame frame, bool isSource)
    {
        foreach (ref readonly LayerRecord layer in frame.Layers)
        {
            int at = layer.Protocol.Name switch
            {
                "eth" => isSource ? AddressLength : 0,
                "sll" when isSource => CookedAddressAt,
                _ => -1,
            };
            if (at < 0) continue;
            ReadOnlySpan<byte> octets = frame.SourceOctets(layer.Source)[layer.Start..];
            if (octets.Length >= at + AddressLength) writer.WriteMac(MacAddress.Read(octets[at..]));
            return;
        }
    }
}
