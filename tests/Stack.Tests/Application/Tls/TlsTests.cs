using CsCheck;
using NetStack.Application.Tls;
using NetStack.Dissection.Streams;
using NetStack.Tests.Dissection.Streams;
using Xunit;

namespace NetStack.Tests.Application.Tls;

/// <summary>TLS in the clear: RFC 8446, RFC 5246, and the octets of RFC 8448 §3.</summary>
public sealed class TlsTests
{
    private const int Ccs = TlsRecord.ChangeCipherSpec, Alert = TlsRecord.Alert, Handshake = TlsRecord.Handshake, Data = TlsRecord.ApplicationData;

    // RFC 8448 §3, ClientHello
    private static readonly byte[] ClientHello = Convert.FromHexString(
        "010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7" +
        "0000061301130313020100" +
        "00910000000b0009000006736572766572ff01000100000a00140012001d00170018001901000101010201030104" +
        "0023000000330026002400" + "1d002099381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c" +
        "002b0003020304000d0020001e040305030603020308040805080604010501060102010402050206020202" +
        "002d00020101001c00024001");

    // RFC 8448 §3, ServerHello
    private static readonly byte[] ServerHello13 = Convert.FromHexString(
        "020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e26928" +
        "00130100002e0033002400" + "1d0020c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f" +
        "002b00020304");

    private static readonly byte[] ServerHello12 = Message(2, [3, 3, .. new byte[32], 0, 0xC0, 0x2F, 0]);
    private static readonly byte[] Certificate = Message(11, [0, 0, 10, 0, 0, 2, 1, 2, 0, 0, 2, 3, 4]);
    private static readonly byte[] ServerKeyExchange = Message(12, [3, 0, 29, 2, 9, 9, 8, 4, 0, 1, 7]);
    private static readonly byte[] ServerHelloDone = Message(14, []);

    private static StreamHarness Tls() => new("tls", 443);

    [Fact]
    public void The_ClientHello_of_RFC_8448_is_read_field_by_field()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello, 0x0301));
        Assert.Equal("22", tls["tls.record.content_type"]);
        Assert.Equal("0x0301", tls["tls.record.version"]);
        Assert.Equal("196", tls["tls.record.length"]);
        Assert.Equal("1", tls["tls.handshake.type"]);
        Assert.Equal("192", tls["tls.handshake.length"]);
        Assert.Equal("0x0303", tls["tls.handshake.version"]);
        Assert.Equal("cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7", tls["tls.handshake.random"]);
        Assert.Equal("0x1301,0x1303,0x1302", tls["tls.handshake.ciphersuite"]);
        Assert.Equal("0,65281,10,35,51,43,13,45,28", tls["tls.handshake.extension.type"]);
        Assert.Equal("server", tls["tls.handshake.extensions_server_name"]);
        Assert.Equal("29", tls["tls.handshake.extensions_key_share_group"]);
        Assert.Equal("0x0304", tls["tls.handshake.extensions.supported_version"]);
        Assert.Equal("1", tls["tls.extension.psk_ke_mode"]);
        Assert.Equal("16385", tls["tls.record_size_limit"]);
        Assert.Equal("Client Hello", tls.Summary);
        Assert.Empty(tls.Findings);
    }

    [Fact]
    public void The_fingerprint_of_a_hello_is_JA3()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello)).Server(Record(Handshake, ServerHello13));
        Assert.Equal("771,4865-4867-4866,0-65281-10-35-51-43-13-45-28,29-23-24-25-256-257-258-259-260,", tls["tls.handshake.ja3_full"]);
        Assert.Equal(Md5("771,4865-4867-4866,0-65281-10-35-51-43-13-45-28,29-23-24-25-256-257-258-259-260,"), tls["tls.handshake.ja3"]);
        Assert.Equal("771,4865,51-43", tls["tls.handshake.ja3s_full"]);
        Assert.Equal(Md5("771,4865,51-43"), tls["tls.handshake.ja3s"]);
    }

    [Fact]
    public void After_a_ServerHello_of_TLS_1_3_application_data_hide_what_they_are()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello)).Server([.. Record(Handshake, ServerHello13), .. Record(Ccs, [1]), .. Record(Data, new byte[40])]);
        Assert.Equal("22,22,20", tls["tls.record.content_type"]);
        Assert.Equal("23", tls["tls.record.opaque_type"]);
    }

    [Fact]
    public void A_ServerHello_with_the_retry_random_is_a_HelloRetryRequest_and_the_next_hello_is_in_the_clear()
    {
        byte[] retry = [.. ServerHello13[..6], .. Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C"),
            0, 0x13, 1, 0, 0, 12, 0, 51, 0, 2, 0, 23, 0, 43, 0, 2, 3, 4];
        retry[3] = (byte)(retry.Length - 4);
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello)).Server(Record(Handshake, retry));
        Assert.Equal("Hello Retry Request", tls.Summary);
        Assert.Equal("23", tls["tls.handshake.extensions_key_share_selected_group"]);
        Assert.Equal("1,2,1", tls.Client([.. Record(Ccs, [1]), .. Record(Handshake, ClientHello)])["tls.handshake.type"]);
    }

    [Fact]
    public void One_record_may_hold_several_messages()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello))
            .Server(Record(Handshake, [.. ServerHello12, .. Certificate, .. ServerKeyExchange, .. ServerHelloDone]));
        Assert.Equal("1,2,11,12,14", tls["tls.handshake.type"]);
        Assert.Equal("2,2", tls["tls.handshake.certificate_length"]);
        Assert.Equal("0x001d", tls["tls.handshake.server_named_curve"]);
        Assert.Equal("07", tls["tls.handshake.sig"]);
        Assert.Equal("Server Hello, Certificate, Server Key Exchange, Server Hello Done", tls.Summary);
    }

    [Fact]
    public void One_message_may_take_several_records_and_belongs_to_the_last()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello[..3]));
        Assert.Equal("", tls["tls.handshake.type"]);
        Assert.Equal("[Client Hello Fragment]", tls.Summary);
        tls.Client(Record(Handshake, ClientHello[3..50])).Client(Record(Handshake, ClientHello[50..]));
        Assert.Equal("1", tls["tls.handshake.type"]);
        Assert.Equal("server", tls["tls.handshake.extensions_server_name"]);
    }

    [Fact]
    public void After_ChangeCipherSpec_a_handshake_record_is_encrypted()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, ClientHello)).Server(Record(Handshake, [.. ServerHello12, .. ServerHelloDone]))
            .Client([.. Record(Handshake, Message(16, [2, 1, 2])), .. Record(Ccs, [1]), .. Record(Handshake, [0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)7, 32)])]);
        Assert.Equal("1,2,14,16", tls["tls.handshake.type"]);
        Assert.Equal("0102", tls["tls.handshake.client_point"]);
        Assert.Equal("Encrypted Handshake Message", tls.Summary);
    }

    [Theory]
    [InlineData(new byte[] { 2, 40 }, "Alert (Level: Fatal, Description: Handshake Failure)", "40")]
    [InlineData(new byte[] { 1, 0 }, "Alert (Level: Warning, Description: Close Notify)", "0")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, "Encrypted Alert", "")]
    public void An_alert_has_two_octets_or_is_encrypted(byte[] alert, string summary, string description)
    {
        StreamHarness tls = Tls().Client(Record(Alert, alert));
        Assert.Equal(summary, tls.Summary);
        Assert.Equal(description, tls["tls.alert_message.desc"]);
    }

    [Fact]
    public void A_hello_in_the_old_form_of_SSL_2_is_read_once_at_the_start()
    {
        byte[] hello = [0x80, 0x1F, 1, 3, 1, 0, 6, 0, 0, 0, 16, 0, 0, 0x35, 1, 0, 0x80, .. new byte[16]];
        StreamHarness tls = Tls().Client(hello).Client(Record(Ccs, [1]));
        Assert.Equal("0x000035,0x010080", tls["tls.handshake.cipherspec"]);
        Assert.Equal("0x0301", tls["tls.handshake.version"]);
        Assert.Equal("20", tls["tls.record.content_type"]);
    }

    [Theory]
    [InlineData(new byte[] { 22, 3, 1, 0, 5 }, true)]
    [InlineData(new byte[] { 23, 3, 3, 64, 0 }, true)]
    [InlineData(new byte[] { 23, 3, 3, 255, 255 }, false)] // longer than any record
    [InlineData(new byte[] { 21, 3, 3, 0, 2 }, false)] // too short to tell from chance
    [InlineData(new byte[] { 22, 2, 0, 0, 5 }, false)]
    [InlineData(new byte[] { 22, 3, 1, 0, 0 }, false)]
    [InlineData(new byte[] { 22, 3, 1 }, false)]
    public void A_record_header_is_recognised_on_any_port(byte[] octets, bool recognised) =>
        Assert.Equal(recognised, new TlsDissector().Recognizes(octets));

    [Theory]
    [InlineData("")] // nothing at all
    [InlineData("0303")] // the random is missing
    [InlineData("0303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7ff")] // a session ID beyond the end
    [InlineData("0303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece70000ffff")] // suites beyond the end
    public void A_length_beyond_the_message_is_a_finding(string body)
    {
        StreamHarness tls = Tls().Client(Record(Handshake, Message(1, Convert.FromHexString(body))));
        Assert.Equal("1", tls["tls.handshake.type"]);
        Assert.Contains("malformed", tls.Findings);
    }

    [Fact]
    public void A_message_that_claims_more_than_any_has_is_given_up()
    {
        StreamHarness tls = Tls().Client(Record(Handshake, [11, 0xFF])).Client(Record(Handshake, [0xFF, 0xFF, 1]));
        Assert.Contains("tls.handshake.too-long", tls.Findings);
        Assert.Equal("1", tls.Client(Record(Handshake, ClientHello))["tls.handshake.type"]);
    }

    [Fact]
    public void However_a_conversation_is_cut_into_pieces_the_records_are_the_same()
    {
        byte[] client = [.. Record(Handshake, ClientHello[..9]), .. Record(Handshake, ClientHello[9..]), .. Record(Ccs, [1]), .. Record(Data, new byte[30])];
        byte[] server = [.. Record(Handshake, [.. ServerHello12, .. Certificate[..7]]), .. Record(Handshake, [.. Certificate[7..], .. ServerHelloDone])];
        List<string> whole = Play(client, server, []);
        Assert.Equal(6, whole.Count);
        Gen.Int[1, 60].Array[0, 40].Sample(cuts => Assert.Equal(whole, Play(client, server, cuts)), iter: 200);
    }

    [Fact]
    public void Damaged_octets_never_throw()
    {
        byte[] sample = [.. Record(Handshake, ClientHello), .. Record(Handshake, [.. ServerHello13, .. Certificate, .. ServerKeyExchange, .. ServerHelloDone]),
            .. Record(Ccs, [1]), .. Record(Alert, [1, 0])];
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            byte[] damaged = [.. sample];
            foreach ((int at, byte value) in changes) damaged[at] = value;
            Tls().Client(damaged).Server(damaged).End();
        }, iter: 2000);
    }

    [Fact]
    public void The_registered_suites_are_known_by_name()
    {
        Assert.Equal("TLS_AES_128_GCM_SHA256", TlsCipherSuites.Names[0x1301]);
        Assert.Equal("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", TlsCipherSuites.Names[0xC02F]);
        Assert.Equal("TLS_RSA_WITH_AES_128_CBC_SHA", TlsCipherSuites.Names[0x002F]);
        Assert.Equal("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", TlsCipherSuites.Names[0xCCA9]);
        Assert.Equal("GREASE", TlsCipherSuites.Names[0x3A3A]);
        Assert.Equal(TlsKeyAgreement.DiffieHellman, TlsCipherSuites.KeyAgreement(0x0033));
    }

    private static List<string> Play(byte[] client, byte[] server, int[] cuts)
    {
        StreamHarness tls = Tls();
        foreach (byte[] piece in Cut(client, cuts)) tls.Client(piece);
        foreach (byte[] piece in Cut(server, cuts)) tls.Server(piece);
        return tls.Messages;
    }

    private static IEnumerable<byte[]> Cut(byte[] octets, int[] lengths)
    {
        int at = 0;
        foreach (int length in lengths.TakeWhile(_ => at < octets.Length))
        {
            int end = Math.Min(octets.Length, at + length);
            yield return octets[at..end];
            at = end;
        }

        if (at < octets.Length) yield return octets[at..];
    }

    private static byte[] Record(int type, byte[] contents, int version = 0x0303) =>
        [(byte)type, .. Word(version), .. Word(contents.Length), .. contents];

    private static byte[] Message(int type, byte[] body) => [(byte)type, 0, .. Word(body.Length), .. body];

    private static byte[] Word(int value) => [(byte)(value >> 8), unchecked((byte)value)];

#pragma warning disable CA5351 // JA3 is defined by MD5
    private static string Md5(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5351
}
