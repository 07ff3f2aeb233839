using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;
using Xunit;
using static NetStack.Tests.Application.Datagrams;
using static NetStack.Tests.Application.Dns.DnsMessages;

namespace NetStack.Tests.Application.Dns;

public sealed class DnsTransactionTests
{
    private readonly DissectionSession _session = new(StandardProtocols.CreateRegistry());
    private int _frames;

    [Fact]
    public void An_answer_tells_who_asked_and_how_long_it_took()
    {
        Send(0, Query("a"));
        DissectedFrame answer = Send(250, Answer("a", 1, [1, 2, 3, 4]));
        Assert.Equal("1", answer.Values("dns.response_to"));
        Assert.Equal("0.250000000", answer.Values("dns.time"));
    }

    [Fact]
    public void The_same_question_within_five_seconds_is_a_retransmission()
    {
        Send(0, Query("a"));
        DissectedFrame again = Send(5000, Query("a"));
        Assert.Equal("1", again.Values("dns.retransmission"));
        Assert.Equal("1", again.Values("dns.retransmit_request_in"));
        Assert.Equal("", Send(5001, Query("a")).Values("dns.retransmission"));
    }

    [Fact]
    public void After_its_answer_the_same_question_is_a_new_one()
    {
        Send(0, Query("a"));
        Send(1, Answer("a", 1, [1, 2, 3, 4]));
        Assert.Equal("", Send(2, Query("a")).Values("dns.retransmission"));
        Assert.Equal("3", Send(3, Answer("a", 1, [1, 2, 3, 4])).Values("dns.response_to"));
    }

    [Fact]
    public void A_second_answer_is_a_retransmission()
    {
        Send(0, Query("a"));
        Send(1, Answer("a", 1, [1, 2, 3, 4]));
        DissectedFrame again = Send(9000, Answer("a", 1, [1, 2, 3, 4]));
        Assert.Equal("2", again.Values("dns.retransmit_response_in"));
        Assert.Equal("", again.Values("dns.response_to"));
    }

    [Fact]
    public void An_answer_to_nobody_is_unsolicited() =>
        Assert.Equal("1", Send(0, Answer("a", 1, [1, 2, 3, 4])).Values("dns.unsolicited"));

    [Fact]
    public void Another_client_port_is_another_conversation()
    {
        Send(0, Query("a"), 40000);
        Assert.Equal("", Send(1, Query("a"), 40001).Values("dns.retransmission"));
        Assert.Equal("2", Send(2, Answer("a", 1, [1, 2, 3, 4]), 40001).Values("dns.response_to"));
    }

    private DissectedFrame Send(int milliseconds, byte[] message, ushort client = 40000)
    {
        byte[] frame = InDatagram(message, client);
        return _session.Dissect(frame, new(++_frames, new(milliseconds * 1_000_000L), frame.Length, LinkType.Ethernet));
    }
}
