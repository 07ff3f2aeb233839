using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Tests.Hosting;

namespace NetStack.Tests.Application.Dns;

public sealed class DnsMessageTests
{
    private readonly DnsMessageWriter _writer = new();

    [Fact]
    public void A_question_is_written_as_the_RFC_says()
    {
        _writer.Begin(0x1234, DnsMessageWriter.RecursionDesired);
        Assert.True(_writer.TryAdd(new DnsQuestion(Name("a.bc"), DnsType.Aaaa)));
        Assert.True(_writer.TryAddOptions(1232));
        Assert.Equal(
            [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, (byte)'a', 2, (byte)'b', (byte)'c', 0, 0, 28, 0, 1, 0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0],
            _writer.Message.ToArray());
    }

    [Fact]
    public void Names_are_pointed_at_where_they_stand_already()
    {
        _writer.Begin(1, DnsMessageWriter.Response);
        _writer.TryAdd(new DnsQuestion(Name("www.example.com"), DnsType.A)); // at 12, example.com at 16
        int before = _writer.Message.Length;
        _writer.TryAdd(DnsSection.Answer, DnsRecord.OfName(Name("www.example.com"), DnsType.Cname, Name("web.example.com"), 60));
        Assert.Equal([0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, (byte)'w', (byte)'e', (byte)'b', 0xC0, 16], _writer.Message[before..].ToArray());
        before = _writer.Message.Length;
        _writer.TryAdd(DnsSection.Answer, new(Name("WEB.example.com"), DnsType.A, 1, 1, [1, 2, 3, 4]));
        Assert.Equal([3, (byte)'W', (byte)'E', (byte)'B', 0xC0, 16], _writer.Message.Slice(before, 6).ToArray()); // the case stays
    }

    [Fact]
    public void Names_of_types_after_RFC_1035_are_not_compressed()
    {
        DnsRecord service = new(Name("_s._tcp.a.example"), DnsType.Srv, 1, 5, [0, 1, 0, 2, 0, 80, 1, (byte)'a', 7, .. "example"u8, 0]);
        _writer.Begin(1, DnsMessageWriter.Response);
        _writer.TryAdd(new DnsQuestion(Name("a.example"), DnsType.Srv));
        Assert.True(_writer.TryAdd(DnsSection.Answer, service));
        Assert.Equal(service.Data, _writer.Message[^service.Data.Length..].ToArray());
        DnsRecord read = Read()[DnsSection.Answer][0];
        Assert.Equal(("a.example", 1, 2, 80), (read.Target!.ToString(), read.Preference, read.Weight, read.Port));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        DomainName zone = Name("example");
        DnsRecord[] records =
        [
            DnsRecord.OfAddress(Name("a.example"), TwoHosts.Address("192.0.2.1"), 60), DnsRecord.OfAddress(zone, TwoHosts.Address("2001:db8::1"), 61),
            DnsRecord.OfName(zone, DnsType.Ns, Name("ns.example"), 62),
            new(zone, DnsType.Mx, 1, 63, [0, 10, .. Name("mail.example").Wire]),
            new(zone, DnsType.Txt, 1, 64, [2, (byte)'h', (byte)'i', 0, 1, (byte)'!']),
            new(zone, DnsType.Soa, 1, 65, [.. Name("ns.example").Wire, .. Name("me.example").Wire, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 1, 0]),
            new(zone, 65_280, 1, 66, [1, 2, 3]),
        ];
        _writer.Begin(7, DnsMessageWriter.Response);
        foreach (DnsRecord record in records) Assert.True(_writer.TryAdd(DnsSection.Authority, record));
        IReadOnlyList<DnsRecord> read = Read()[DnsSection.Authority];
        Assert.Equal(records.Select(Text), read.Select(Text));
        Assert.Equal((10, "mail.example"), (read[3].Preference, read[3].Target!.ToString()));
        Assert.Equal(["hi", "", "!"], read[4].Texts);
        Assert.Equal(256u, read[5].Minimum);
    }

    [Fact]
    public void What_does_not_fit_leaves_the_message_as_it_was()
    {
        _writer.Begin(1, DnsMessageWriter.Response, 60);
        _writer.TryAdd(new DnsQuestion(Name("example"), DnsType.A));
        DnsRecord record = DnsRecord.OfAddress(Name("example"), TwoHosts.Address("192.0.2.1"), 1);
        Assert.True(_writer.TryAdd(DnsSection.Answer, record));
        byte[] before = _writer.Message.ToArray();
        Assert.False(_writer.TryAdd(DnsSection.Answer, DnsRecord.OfName(Name("quite.another.name"), DnsType.Cname, Name("b"), 1)));
        Assert.Equal(before, _writer.Message.ToArray());
        _writer.SetTruncated();
        Assert.True(Read().IsTruncated);
        Assert.Single(Read()[DnsSection.Answer]);
    }

    [Fact]
    public void A_message_that_ends_early_is_none_unless_it_says_so()
    {
        _writer.Begin(1, DnsMessageWriter.Response);
        _writer.TryAdd(new DnsQuestion(Name("example"), DnsType.A));
        _writer.TryAdd(DnsSection.Answer, DnsRecord.OfAddress(Name("example"), TwoHosts.Address("192.0.2.1"), 1));
        byte[] whole = _writer.Message.ToArray();
        for (int length = 0; length < whole.Length; length++) Assert.False(DnsMessage.TryRead(whole.AsSpan(0, length), out _));
        whole[2] |= 2;
        Assert.True(DnsMessage.TryRead(whole.AsSpan(0, whole.Length - 1), out DnsMessage? cut));
        Assert.Empty(cut[DnsSection.Answer]);
    }

    [Theory]
    [InlineData(DnsType.A, 3)]
    [InlineData(DnsType.Aaaa, 4)]
    [InlineData(DnsType.Mx, 2)]
    [InlineData(DnsType.Soa, 5)]
    public void Data_of_the_wrong_form_makes_no_message(ushort type, int length)
    {
        byte[] message = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte)type, 0, 1, 0, 0, 0, 0, 0, (byte)length, .. new byte[length]];
        Assert.False(DnsMessage.TryRead(message, out _));
    }

    [Fact]
    public void Random_octets_are_read_or_refused()
    {
        SeededRandom random = new(5);
        byte[] octets = new byte[600];
        for (int run = 0; run < 20_000; run++)
        {
            for (int i = 0; i < octets.Length; i++) octets[i] = unchecked((byte)(random.Next(3) == 0 ? random.NextBits() : random.NextBits() & 0xC3));
            octets[4] = octets[6] = octets[8] = octets[10] = 0;
            DnsMessage.TryRead(octets.AsSpan(0, random.Next(octets.Length)), out _);
        }
    }

    private DnsMessage Read()
    {
        Assert.True(DnsMessage.TryRead(_writer.Message, out DnsMessage? message));
        return message;
    }

    private static string Text(DnsRecord record) =>
        $"{record.Name} {record.Type} {record.Class} {record.TimeToLive} {Convert.ToHexString(record.Data.AsSpan())}";

    private static DomainName Name(string text)
    {
        Assert.True(DomainName.TryParse(text, out DomainName? name), text);
        return name;
    }
}
