using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Tree;
using Xunit;

namespace NetStack.Tests.Tree;

public sealed class TreeRendererTests
{
    [Fact]
    public void A_datagram_is_a_layer_a_line_and_a_field_a_line() => Assert.Equal("""
        Ethernet, 14 octets
            Destination: 02:00:00:00:00:02
            Source: 02:00:00:00:00:01
            Type: IPv4 (0x0800)
            Padding: 00000000000000000000000000
        Internet Protocol Version 4, 20 octets
            0100 .... = Version: 4
            .... 0101 = Header length: 20
            Differentiated services: 0x00
                0000 00.. = DSCP: Default (0)
                .... ..00 = ECN: Not ECN-Capable Transport (0)
            Total length: 33
            Identification: 0x1234
            010. .... = Flags: 0x02 (DF)
                0... .... = Reserved bit: not set
                .1.. .... = Don't fragment: set
                ..0. .... = More fragments: not set
            ...0 0000 0000 0000 = Fragment offset: 0
            Time to live: 64
            Protocol: UDP (17)
            Header checksum: 0xa494
            Source address: 192.0.2.1
            Destination address: 192.0.2.2
            [Header checksum status: 1]
            [Expected header checksum: 0xa494]
        User Datagram Protocol, 8 octets
            Source port: 40000
            Destination port: 9
            Length: 13
            Checksum: 0x9bb4
            [Checksum status: Good (1)]
            [Expected checksum: 0x9bb4]
            [Stream: 0]
            [Time since the first datagram: 0.000000000 s]
            [Time since the previous datagram: 0.000000000 s]
            Payload: 68656c6c6f
        Data, 5 octets
            Octets: 68656c6c6f
            [Number of octets: 5]

        """, WithoutFrame(Write(Frames.UdpHello)));

    [Fact]
    public void Labels_and_words_are_in_the_catalogues_language()
    {
        string tree = Write(Frames.UdpHello, "zh-CN");
        Assert.Contains("    .1.. .... = 禁止分片: 置位\n", tree, StringComparison.Ordinal);
        Assert.Contains("User Datagram Protocol, 8 字节\n", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_stands_below_the_field_that_it_is_about()
    {
        byte[] frame = [.. Frames.UdpHello];
        frame[41] ^= 1; // the UDP checksum's last bit
        Assert.Contains("""
                Checksum: 0x9bb5
                    [error: The UDP checksum 9bb5 is wrong: the datagram was damaged, or its checksum was never finished.]

            """, Write(frame), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_frame_is_written_without_a_string_for_each_field()
    {
        TreeRenderer renderer = new(Catalogue.For("en"));
        DissectedFrame frame = Frames.Dissect(Frames.UdpHello);
        Utf8Writer writer = new(8192);
        for (int i = 0; i < 3; i++) renderer.Write(writer, frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        renderer.Write(writer, frame);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99);
    }

    private static string Write(byte[] octets, string language = "en")
    {
        Utf8Writer writer = new();
        new TreeRenderer(Catalogue.For(language)).Write(writer, Frames.Dissect(octets));
        return writer.ToString();
    }

    private static string WithoutFrame(string tree) => tree[tree.IndexOf("Ethernet,", StringComparison.Ordinal)..];
}
