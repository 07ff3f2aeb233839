using CsCheck;
using NetStack.Application;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Streams;
using Xunit;
using static NetStack.Tests.Application.Datagrams;
using static NetStack.Tests.Application.Dns.DnsMessages;

namespace NetStack.Tests.Application.Dns;

public sealed class DnsDissectorTests
{
    [Fact]
    public void A_query_shows_name_type_and_class()
    {
        DissectedFrame frame = Dissect(InDatagram(Query("example.com")));
        Assert.Equal("0x1234", frame.Values("dns.id"));
        Assert.Equal("example.com", frame.Values("dns.qry.name"));
        Assert.Equal("1", frame.Values("dns.qry.type"));
        Assert.Equal("0x0001", frame.Values("dns.qry.class"));
        Assert.Equal("2", frame.Values("dns.count.labels"));
        Assert.Equal("Standard query 0x1234 A example.com", frame.Summary());
    }

    [Fact]
    public void A_question_has_no_reply_code_and_an_answer_has()
    {
        Assert.Equal("", Dissect(InDatagram(Query("a"))).Values("dns.flags.rcode"));
        Assert.Equal("3", Dissect(InDatagram(Header(1, 0x8183))).Values("dns.flags.rcode"));
    }

    [Fact]
    public void An_answer_is_told_with_its_data()
    {
        DissectedFrame frame = Dissect(InDatagram(Answer("example.com", 1, [1, 2, 3, 4])));
        Assert.Equal("1.2.3.4", frame.Values("dns.a"));
        Assert.Equal("300", frame.Values("dns.resp.ttl"));
        Assert.Equal("Standard query response 0x1234 A example.com A 1.2.3.4", frame.Summary());
    }

    [Theory]
    [InlineData(2, "03 6e7331 c00c", "dns.ns", "ns1.example.com")]
    [InlineData(6, "c00c c00c 00000001 00000002 00000003 00000004 00000005", "dns.soa.minimum_ttl", "5")]
    [InlineData(15, "000a c00c", "dns.mx.mail_exchange", "example.com")]
    [InlineData(16, "0568656c6c6f 00 0161", "dns.txt", "hello,,a")]
    [InlineData(28, "20010db8000000000000000000000001", "dns.aaaa", "2001:db8::1")]
    [InlineData(29, "00121613 80000000 80000000 00989680", "dns.loc.altitude", "10000000")]
    [InlineData(33, "0001 0002 01bb c00c", "dns.srv.target", "example.com")]
    [InlineData(42, "0001 18 03 c00002 0002 40 82 2001", "dns.apl.afdpart.ipv4", "192.0.2.0")]
    [InlineData(43, "0abc 08 02 0102", "dns.ds.digest", "0102")]
    [InlineData(46, "0001 08 02 00000e10 60000000 5f000000 1234 c00c 0102", "dns.rrsig.signature_expiration", "Jan 14, 2021 08:25:36.000000000 UTC")]
    [InlineData(47, "c00c 0006 400100000003", "dns.resp.type", "47,1,15,46,47")]
    [InlineData(48, "0101 03 08 7075626c69636b657931", "dns.dnskey.key_id", "9445")]
    [InlineData(48, "0100 03 01 7075626c69636b657931", "dns.dnskey.key_id", "25977")]
    [InlineData(50, "01 01 000a 00 14 000102030405060708090a0b0c0d0e0f10111213", "dns.nsec3.hash_value", "000g40o40k30e209185go38e1s8124gj")]
    [InlineData(65, "0001 00 0001 0003 02 6832", "dns.svcb.svcparam.alpn", "h2")]
    [InlineData(65, "0001 00 0004 0008 01020304 05060708", "dns.svcb.svcparam.ipv4hint.ip", "1.2.3.4,5.6.7.8")]
    [InlineData(108, "020000000001", "dns.eui48", "02:00:00:00:00:01")]
    [InlineData(257, "80 05 6973737565 63612e78", "dns.caa.issue", "ca.x")]
    [InlineData(12345, "0102", "dns.data", "0102")]
    public void Data_of_a_record_type_is_read_in_its_form(ushort type, string data, string field, string value)
    {
        DissectedFrame frame = Dissect(InDatagram(Answer("example.com", type, Octets(data))));
        Assert.Equal(value, frame.Values(field));
        Assert.Equal("", frame.Reasons());
    }

    [Theory]
    [InlineData(1, "010203")]
    [InlineData(16, "05 6162")]
    [InlineData(28, "0102")]
    [InlineData(5, "c0ff")]
    [InlineData(47, "c00c 00ff 40")]
    [InlineData(64, "0001 00 0003 ffff")]
    [InlineData(257, "00 ff")]
    [InlineData(55, "ff 02 ffff 00")]
    [InlineData(45, "0a 09 02")]
    public void Data_that_has_not_its_types_form_is_a_finding_and_the_next_record_is_read(ushort type, string data)
    {
        byte[] message = [.. Answer("example.com", type, Octets(data)), 0xC0, 12, .. Record(1, [9, 9, 9, 9])];
        message[7] = 2; // answers
        DissectedFrame frame = Dissect(InDatagram(message));
        Assert.Equal("9.9.9.9", frame.Values("dns.a"));
        Assert.Equal(DnsDissector.BadData, frame.Reasons());
    }

    [Fact]
    public void Edns_reads_class_and_time_of_the_OPT_record_in_its_own_way()
    {
        byte[] option = [0, 8, 0, 7, 0, 1, 24, 0, 192, 0, 2];
        byte[] message = [.. Header(1, 0x0100, 0, 0, 0, 1), 0, 0, 41, 0x10, 0, 1, 0, 0x80, 0, .. Word((ushort)option.Length), .. option];
        DissectedFrame frame = Dissect(InDatagram(message));
        Assert.Equal("4096", frame.Values("dns.rr.udp_payload_size"));
        Assert.Equal("1", frame.Values("dns.resp.z.do"));
        Assert.Equal("0x01", frame.Values("dns.resp.ext_rcode"));
        Assert.Equal("", frame.Values("dns.resp.class"));
        Assert.Equal("192.0.2.0", frame.Values("dns.opt.client.addr4"));
    }

    [Fact]
    public void In_mDNS_the_highest_bit_of_the_class_is_a_flag()
    {
        byte[] message = [.. Header(0, 0, 1), .. Name("h.local"), .. Word(255), 0x80, 1];
        DissectedFrame frame = Dissect(InDatagram(message, 5353, 5353));
        Assert.Equal("1", frame.Values("dns.qry.qu"));
        Assert.Equal("0x0001", frame.Values("dns.qry.class"));
        Assert.Equal("Standard query 0x0000 ANY h.local, \"QU\" question", frame.Summary());
    }

    [Fact]
    public void In_LLMNR_two_flags_have_other_names()
    {
        DissectedFrame frame = Dissect(InDatagram(Header(7, 0x8500), 5000, 5355));
        Assert.Equal("1", frame.Values("dns.flags.conflict"));
        Assert.Equal("1", frame.Values("dns.flags.tentative"));
        Assert.Equal("", frame.Values("dns.flags.recdesired"));
    }

    [Fact]
    public void In_an_update_the_sections_have_other_names()
    {
        DissectedFrame frame = Dissect(InDatagram([.. Header(7, 0x2800, 1, 0, 0), .. Name("zone.x"), .. Word(6), .. Word(1)]));
        Assert.Equal("1", frame.Values("dns.count.zones"));
        Assert.Equal("", frame.Values("dns.count.queries"));
    }

    [Fact]
    public void A_record_that_is_not_whole_shows_none_of_its_fields()
    {
        DissectedFrame frame = Dissect(InDatagram(Answer("example.com", 1, [1, 2, 3, 4])[..^2]));
        Assert.Equal("", frame.Values("dns.resp.name"));
        Assert.Equal(FindingReasons.Malformed, frame.Reasons());
    }

    [Fact]
    public void A_header_that_counts_more_than_there_is_ends_at_the_end()
    {
        byte[] message = Query("a");
        (message[4], message[5]) = (0xFF, 0xFF);
        DissectedFrame frame = Dissect(InDatagram(message));
        Assert.Equal("a", frame.Values("dns.qry.name"));
        Assert.Equal(FindingReasons.Malformed, frame.Reasons());
    }

    [Fact]
    public void Octets_behind_the_last_record_are_extraneous()
    {
        DissectedFrame frame = Dissect(InDatagram([.. Query("a"), 1, 2]));
        Assert.Equal("0102", frame.Values("dns.extraneous.data"));
        Assert.Equal(DnsDissector.Extraneous, frame.Reasons());
    }

    [Fact]
    public void A_question_without_its_counts_has_no_reply_code()
    {
        Assert.Equal("", Dissect(InDatagram(Header(1, 0x0100)[..9])).Values("dns.flags.rcode"));
        Assert.Equal("3", Dissect(InDatagram(Header(1, 0x8183)[..9])).Values("dns.flags.rcode"));
    }

    [Fact]
    public void A_stateful_message_with_counts_is_read_by_them()
    {
        byte[] message = [.. Header(1, 0x3000, 1), .. Query("example.com")[12..]]; // RFC 8490 §5.4 wants zeros
        Assert.Equal("example.com", Dissect(InDatagram(message)).Values("dns.qry.name"));
    }

    [Fact]
    public void A_plain_message_is_recognised_on_any_port()
    {
        Assert.Equal("example.com", Dissect(InDatagram(Query("example.com"), 40000, 5300)).Values("dns.qry.name"));
        Assert.Equal("1.2.3.4", Dissect(InDatagram(Answer("example.com", 1, [1, 2, 3, 4]), 40000, 5300)).Values("dns.a"));
    }

    [Theory]
    [InlineData(0x0100, 0, 0)] // no question
    [InlineData(0x0100, 2, 0)] // two
    [InlineData(0x0100, 1, 1)] // a question with an answer
    [InlineData(0x0101, 1, 0)] // a question with a reply code
    [InlineData(0x0140, 1, 0)] // a reserved bit
    [InlineData(0x2800, 1, 0)] // an update
    [InlineData(0x8180, 1, 1)] // an answer that has no room
    public void Strangers_are_not_taken_for_messages(ushort flags, ushort questions, ushort answers) =>
        Assert.False(new DnsDissector().Recognizes([.. Header(1, flags, questions, answers), .. Query("example.com")[12..]]));

    [Fact]
    public void No_message_that_is_cut_is_recognised()
    {
        byte[] message = Query("example.com");
        for (int length = 0; length < message.Length; length++) Assert.False(new DnsDissector().Recognizes(message.AsSpan(0, length)));
        message[^1] = 3; // class CH
        Assert.False(new DnsDissector().Recognizes(message));
    }

    [Fact]
    public void NetBIOS_names_have_the_shape_of_DNS_and_a_port_of_their_own() =>
        Assert.Equal("", Dissect(InDatagram(Query("EFEDEJFPEEEPENEBEJEOCACACACACABM"), 137, 137)).Values("dns.id"));

    [Fact]
    public void Over_TCP_a_message_follows_its_length()
    {
        DnsOverTcpDissector dissector = new();
        StreamContext stream = new(0, true, 40000, 53);
        Assert.Equal(MessageLength.NeedMore, dissector.Frame(stream, [0]));
        Assert.Equal(MessageLength.Of(0x0102 + 2), dissector.Frame(stream, [1, 2]));
        Assert.Equal(MessageLength.Of(2), dissector.Frame(stream, [0, 0, 1]));
    }

    [Fact]
    public void Decoding_a_TCP_port_as_dns_means_dns_over_streams()
    {
        ProtocolRegistry registry = StandardProtocols.CreateRegistry().With(DissectorTable.TcpPort, 5300, "dns").With(DissectorTable.UdpPort, 5300, "dns");
        Assert.IsType<DnsOverTcpDissector>(registry.Dissectors[registry.Find(DissectorTable.TcpPort, 5300)]);
        Assert.IsType<DnsDissector>(registry.Dissectors[registry.Find(DissectorTable.UdpPort, 5300)]);
    }

    [Fact]
    public void Damaged_messages_are_read_as_far_as_they_go()
    {
        byte[][] messages = [.. from shape in new ushort[] { 1, 6, 16, 29, 33, 35, 42, 45, 46, 47, 48, 50, 55, 64, 250, 257, 41 }
                                select Answer("www.example.com", shape, [.. Enumerable.Range(0, 60).Select(i => (byte)(i * 7 % 11))])];
        Gen.Select(Gen.Int[0, messages.Length - 1], Gen.Select(Gen.Int[0, 120], Gen.Byte).Array[1, 6], Gen.Int[0, 130]).Sample((which, edits, length) =>
        {
            byte[] message = messages[which];
            byte[] damaged = message[..Math.Min(length, message.Length)];
            foreach ((int at, byte value) in edits)
            {
                if (at < damaged.Length) damaged[at] = value;
            }

            DissectedFrame frame = Dissect(InDatagram(damaged));
            Utf8Writer writer = new();
            foreach (ref readonly FieldRecord record in frame.Fields) FieldFormatter.Write(writer, frame, record);
            frame.Summary();
        }, iter: 2000);
    }
}
