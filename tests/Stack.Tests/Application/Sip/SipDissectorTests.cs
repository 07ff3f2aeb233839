using System.Text;
using CsCheck;
using NetStack.Application;
using NetStack.Application.Sip;
using NetStack.Bytes;
using NetStack.Dissection;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Application.Sip;

public sealed class SipDissectorTests
{
    private const string Invite = """
        INVITE sip:ben@192.0.2.2 SIP/2.0
        f: "Ann" <sip:ann@192.0.2.1>;tag=1
        Call-ID: 7@192.0.2.1
        CSeq: 1 INVITE
        Content-Type: application/sdp

        v=0
        o=ann 1 1 IN IP4 192.0.2.1
        s=-
        c=IN IP4 192.0.2.1
        m=audio 30000 RTP/AVP 0 8
        a=rtpmap:0 PCMU/8000

        """;

    [Fact]
    public void A_request_shows_method_target_and_the_session_that_it_offers()
    {
        DissectedFrame frame = Read(Invite);
        Assert.Equal("INVITE sip:ben@192.0.2.2 SIP/2.0", frame.Values("sip.Request-Line"));
        Assert.Equal("INVITE", frame.Values("sip.Method"));
        Assert.Equal("sip:ben@192.0.2.2", frame.Values("sip.r-uri"));
        Assert.Equal("\"Ann\" <sip:ann@192.0.2.1>;tag=1", frame.Values("sip.From"));
        Assert.Equal("7@192.0.2.1", frame.Values("sip.Call-ID"));
        Assert.Equal("192.0.2.1", frame.Values("sdp.connection_info.address"));
        Assert.Equal("30000", frame.Values("sdp.media.port"));
        Assert.Equal("RTP/AVP", frame.Values("sdp.media.proto"));
        Assert.Equal("rtpmap:0 PCMU/8000", frame.Values("sdp.media_attr"));
        Assert.Equal("INVITE sip:ben@192.0.2.2 SIP/2.0", frame.Summary());
    }

    [Fact]
    public void A_response_shows_its_status_code()
    {
        DissectedFrame frame = Read("SIP/2.0 180 Ringing\nCSeq: 1 INVITE\n\n");
        Assert.Equal("180", frame.Values("sip.Status-Code"));
        Assert.Equal("SIP/2.0 180 Ringing", frame.Values("sip.Status-Line"));
        Assert.Equal("", frame.Values("sip.Method"));
    }

    [Theory]
    [InlineData("INVITE sip:a SIP/2.0", true)]
    [InlineData("SIP/2.0 200 OK", true)]
    [InlineData("SIP/2.0 99 Low", false)]
    [InlineData("SIP/2.0 2000 Long", false)]
    [InlineData("INVITE SIP/2.0", false)]
    [InlineData("invite sip:a SIP/2.0", false)]
    [InlineData("GET / HTTP/1.1", false)]
    [InlineData(" sip:a SIP/2.0", false)]
    [InlineData("", false)]
    public void The_start_line_tells_SIP_from_others_on_any_port(string line, bool isSip)
    {
        byte[] message = Encoding.ASCII.GetBytes(line + "\r\n\r\n");
        Assert.Equal(isSip, new SipDissector().Recognizes(message));
        Assert.Equal(isSip, Dissect(Datagram(message, 40000, 40002)).Layers.ToArray().Any(layer => layer.Protocol.Name == "sip"));
    }

    [Fact]
    public void An_announced_end_is_one_conversation_whoever_speaks_to_it()
    {
        Capture capture = new(Invite);
        Assert.Equal("1", capture.Stream(30000, 5000)); // RTP from the announced end
        Assert.Equal("1", capture.Stream(30000, 5002)); // a relay steps in
        Assert.Equal("1", capture.Stream(5002, 30000, back: true));
        Assert.Equal("2", capture.Stream(30001, 5001)); // RTCP
        Assert.Equal("3", capture.Stream(30002, 5002)); // nobody announced that
        Assert.Equal("4", capture.Stream(30002, 5004));
    }

    [Theory]
    [InlineData("m=audio 30000 RTP/AVP", "m=audio 0 RTP/AVP")] // refused
    [InlineData("m=audio 30000 RTP/AVP", "m=image 30000 udptl")] // no RTP
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0")] // on hold
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP4 224.2.1.1")] // a group
    [InlineData("c=IN IP4 192.0.2.1", "c=IN IP4 example.com")]
    [InlineData("Content-Type: application/sdp", "Content-Type: text/plain")]
    public void What_is_no_offer_of_RTP_announces_nothing(string line, string instead)
    {
        Capture capture = new(Invite.Replace(line, instead, StringComparison.Ordinal));
        Assert.Equal("1", capture.Stream(30000, 5000));
        Assert.Equal("2", capture.Stream(30000, 5002));
    }

    [Fact]
    public void A_connection_line_of_a_medium_stands_for_that_medium_alone()
    {
        Capture capture = new(Invite + "m=video 31000 RTP/AVP 96\nc=IN IP4 192.0.2.77\nm=text 32000 RTP/AVP 98\n");
        Assert.Equal(["1", "2"], [capture.Stream(31000, 5000), capture.Stream(31000, 5002)]); // 192.0.2.77 was announced
        Assert.Equal(["3", "3"], [capture.Stream(32000, 5000), capture.Stream(32000, 5002)]);
    }

    [Fact]
    public void Damaged_messages_are_read_as_far_as_they_go() =>
        Gen.Select(Gen.Select(Gen.Int[0, Invite.Length - 1], Gen.Byte).Array[1, 8], Gen.Int[0, Invite.Length]).Sample((edits, length) =>
        {
            byte[] message = Message(Invite);
            foreach ((int at, byte value) in edits) message[at] = value;
            Dissect(Datagram(message[..length], 5060, 5060)).Summary();
        }, iter: 2000);

    private static DissectedFrame Read(string message) => Dissect(Datagram(Message(message), 5060, 5060));

    private static byte[] Message(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));

    /// <summary>A capture that begins with a message, stream 0.</summary>
    private sealed class Capture
    {
        private readonly DissectionSession _session = new(StandardProtocols.CreateRegistry());
        private int _number;

        public Capture(string message) => Next(Datagram(Message(message), 5060, 5060));

        public string Stream(ushort from, ushort to, bool back = false) =>
            Next(back ? Datagram([0x80], to, from, back: true) : Datagram([0x80], from, to)).Values("udp.stream");

        private DissectedFrame Next(byte[] frame) =>
            _session.Dissect(frame, new(++_number, new(_number * 1_000_000L), frame.Length, LinkType.Ethernet));
    }
}
