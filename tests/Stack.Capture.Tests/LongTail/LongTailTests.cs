using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture.LongTail;
using NetStack.Dissection;
using NetStack.Fuzz;
using Xunit;

namespace NetStack.Tests.LongTail;

public sealed class LongTailTests
{
    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry().WithLongTail();

    [Theory]
    [InlineData("wol", 0, "wol.mac", "02:19:d1:02:03:04")]
    [InlineData("wol", 1, "wol.passwd", "c0000201")]
    [InlineData("radiotap", 0, "radiotap.dbm_antsignal", "-60")]
    [InlineData("radiotap", 1, "radiotap.channel.freq", "2412")]
    [InlineData("wlan", 0, "wlan.ssid", "home")]
    [InlineData("wlan", 5, "wlan.bssid", "00:11:22:33:44:55")]
    [InlineData("wlan", 7, "wlan.ra", "00:11:22:33:44:55")]
    public void A_header_of_the_long_tail_has_Wiresharks_fields(string type, int sample, string field, string value) =>
        Assert.Contains(value, Values(Read(type, sample), field));

    [Theory]
    [InlineData("radiotap", 0, "wlan")]
    [InlineData("wlan", 5, "ip")]
    public void A_payload_goes_back_to_our_own_tables(string type, int sample, string next)
    {
        List<string> layers = [];
        foreach (LayerRecord layer in Read(type, sample).Layers) layers.Add(layer.Protocol.Name);
        Assert.Equal(next, layers[layers.IndexOf(type) + 1]);
    }

    [Fact]
    public void What_the_library_throws_becomes_a_finding()
    {
        byte[] cut = [0, 0, 0xFF, 0xFF, 0, 0, 0, 0];
        DissectedFrame frame = new DissectionSession(Registry).Dissect(cut, new(1, default, cut.Length, LinkType.Ieee80211Radiotap));
        Assert.Equal(LongTailDissector.Unreadable, Assert.Single(frame.Findings).Reason);
    }

    [Fact]
    public void What_the_stack_reads_itself_is_never_handed_over()
    {
        ProtocolRegistry own = StandardProtocols.CreateRegistry();
        Assert.All(own.Dissectors.SelectMany(dissector => dissector.Bindings),
            binding => Assert.Equal(own.Find(binding.Table, binding.Key), Registry.Find(binding.Table, binding.Key)));
    }

    [Fact]
    public void Octets_that_wake_nobody_stay_with_the_port()
    {
        byte[] discard = Specimens.Parse("45000021 00010000 40110000 c0000201 c0000202 9c400009 000d0000 68656c6c6f");
        DissectedFrame frame = new DissectionSession(Registry).Dissect(discard, new(1, default, discard.Length, LinkType.Ipv4));
        Assert.Equal("data", frame.Layers[^1].Protocol.Name);
    }

    private static DissectedFrame Read(string type, int sample)
    {
        (LinkType link, string[] frames) = Specimens.LongTail[type];
        byte[] octets = Specimens.Parse(frames[sample]);
        return new DissectionSession(Registry).Dissect(octets, new(1, default, octets.Length, link));
    }

    private static List<string> Values(DissectedFrame frame, string field)
    {
        List<string> values = [];
        foreach (ref readonly FieldRecord record in frame.Fields)
        {
            if (record.Field.Name != field) continue;
            Utf8Writer writer = new();
            FieldFormatter.Write(writer, frame, record);
            values.Add(writer.ToString());
        }

        return values;
    }
}
