using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Fragments;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Datagrams that are cut, and put together again.</summary>
public sealed class FragmentationTests
{
    private const string A4 = "192.0.2.1", B4 = "192.0.2.2", A6 = "2001:db8::1", B6 = "2001:db8::2";

    public static TheoryData<string, string> Pairs => new() { { A4, B4 }, { A6, B6 } };

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => unchecked((byte)(i * 7)))];

    private static byte[][] Cut(string a, string b, byte[] data)
    {
        Node sender = Node.OnTun(a + "/32");
        Assert.Equal(SendResult.Sent, sender.Send(b, data, mayFragment: true));
        return [.. sender.Sent.Select(frame => frame.Octets)];
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_large_datagram_is_cut_and_arrives_whole_in_any_order(string a, string b)
    {
        foreach (int length in new[] { 1481, 2960, 4000, 65_000, 65_515 })
        {
            byte[] data = Pattern(length);
            byte[][] fragments = Cut(a, b, data);
            Assert.All(fragments, fragment => Assert.True(fragment.Length <= 1500));
            foreach (byte[][] order in new[] { fragments, [.. fragments.Reverse()], [.. fragments.OrderBy(f => f[^1])],
                [.. fragments[..^1], .. fragments] })
            {
                Node receiver = Node.OnTun(b + "/32");
                foreach (byte[] fragment in order) receiver.Receive(fragment);
                (DatagramHead head, byte[] payload, _) = Assert.Single(receiver.Received);
                Assert.Equal((Node.Ip(a), Node.Protocol), (head.Source, head.Protocol));
                Assert.Equal(data, payload);
                Assert.Equal(fragments.Length, Assert.Single(receiver.Events.Events.OfType<DatagramReassembled>()).Fragments);
            }
        }
    }

    [Fact]
    public void The_fragments_are_what_RFC_791_says()
    {
        byte[][] fragments = Cut(A4, B4, Pattern(3000));
        int at = 0;
        foreach (byte[] fragment in fragments)
        {
            Assert.True(Ipv4Header.TryParse(fragment, out Ipv4Header header, out _));
            Assert.True(header.IsChecksumRight);
            Assert.Equal((at, at + fragment.Length - 20 < 3000, false), (header.FragmentOffset, header.MoreFragments, header.DontFragment));
            at += fragment.Length - 20;
        }

        Assert.Equal((3000, 3), (at, fragments.Length));
        Assert.Equal(1, fragments.Select(fragment => (fragment[4] << 8) | fragment[5]).Distinct().Count());
    }

    [Fact]
    public void The_fragments_are_what_RFC_8200_says()
    {
        byte[][] fragments = Cut(A6, B6, Pattern(3000));
        int at = 0;
        foreach (byte[] fragment in fragments)
        {
            Assert.True(Ipv6Header.TryParse(fragment, out Ipv6Header header, out _) && header.NextHeader == IpProtocol.Ipv6Fragment);
            Assert.True(FragmentHeader.TryParse(fragment.AsSpan(40), out FragmentHeader part, out _));
            Assert.Equal((at, at + fragment.Length - 48 < 3000, Node.Protocol), (part.Offset, part.MoreFragments, part.NextHeader));
            at += fragment.Length - 48;
        }

        Assert.Equal((3000, 3), (at, fragments.Length));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Fragments_that_overlap_end_the_datagram(string a, string b)
    {
        byte[][] fragments = Cut(a, b, Pattern(3000));
        int offsetAt = a == A4 ? 6 : 42, unit = a == A4 ? 1 : 8;
        byte[] overlapping = [.. fragments[1]];
        overlapping[offsetAt + 1] -= (byte)unit; // eight octets earlier
        if (a == A4) Refresh(overlapping);
        Node receiver = Node.OnTun(b + "/32");
        receiver.Receive(fragments[0]);
        receiver.Receive(overlapping);
        foreach (byte[] fragment in fragments) receiver.Receive(fragment);
        Assert.Empty(receiver.Received);
        Assert.Equal("inet.fragments.overlap", Assert.Single(receiver.Events.Events.OfType<ReassemblyFailed>()).Envelope.Reason.Id);
        static void Refresh(byte[] datagram)
        {
            (datagram[10], datagram[11]) = (0, 0);
            ushort sum = InternetChecksum.Compute(datagram.AsSpan(0, 20));
            (datagram[10], datagram[11]) = ((byte)(sum >> 8), unchecked((byte)sum));
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void After_thirty_seconds_the_sender_hears_that_a_fragment_is_missing(string a, string b)
    {
        byte[][] fragments = Cut(a, b, Pattern(3000));
        Node receiver = Node.OnTun(b + "/32"), sender = Node.OnTun(a + "/32");
        receiver.Receive(fragments[0]);
        Assert.Equal(Timestamp.FromSeconds(30), receiver.Layer.NextDeadline);
        receiver.Layer.Advance(Timestamp.FromSeconds(30));
        sender.Receive(receiver.TakeOne());
        Assert.Equal(DeliveryProblem.ReassemblyTimeExceeded, Assert.Single(sender.Errors).Error.Problem);
        receiver.Receive(fragments[1], Timestamp.FromSeconds(31)); // without the first nobody is told
        receiver.Layer.Advance(Timestamp.FromSeconds(61));
        Assert.Empty(receiver.Sent);
        Assert.Equal(Timestamp.Never, receiver.Layer.NextDeadline);
    }

    [Fact]
    public void A_packet_whose_fragment_is_no_multiple_of_eight_is_refused_with_a_pointer()
    {
        byte[] fragment = Cut(A6, B6, Pattern(3000))[0];
        byte[] odd = fragment[..^3];
        (odd[4], odd[5]) = ((byte)((odd.Length - 40) >> 8), unchecked((byte)(odd.Length - 40)));
        Node receiver = Node.OnTun(B6 + "/64");
        receiver.Receive(odd);
        byte[] answer = receiver.TakeOne();
        Assert.Equal("0400", Convert.ToHexString(answer[40..42]));
        Assert.Equal("00000004", Convert.ToHexString(answer[44..48])); // the payload length
    }

    [Fact]
    public void A_fragment_beyond_65535_octets_is_dropped()
    {
        byte[] ping = Cut(A4, B4, Pattern(3000))[1];
        (ping[6], ping[7]) = (0x1F, 0xFF);
        (ping[10], ping[11]) = (0, 0);
        ushort sum = InternetChecksum.Compute(ping.AsSpan(0, 20));
        (ping[10], ping[11]) = ((byte)(sum >> 8), unchecked((byte)sum));
        Node receiver = Node.OnTun(B4 + "/32");
        receiver.Receive(ping);
        Assert.Equal(["inet.drop.malformed"], receiver.DropReasons);
        Assert.Equal(Timestamp.Never, receiver.Layer.NextDeadline);
    }

    [Fact]
    public void Congestion_in_one_fragment_is_congestion_in_the_datagram()
    {
        byte[][] fragments = Cut(A4, B4, Pattern(3000));
        byte[] marked = fragments[2];
        marked[1] |= 3;
        (marked[10], marked[11]) = (0, 0);
        ushort sum = InternetChecksum.Compute(marked.AsSpan(0, 20));
        (marked[10], marked[11]) = ((byte)(sum >> 8), unchecked((byte)sum));
        Node receiver = Node.OnTun(B4 + "/32");
        foreach (byte[] fragment in fragments) receiver.Receive(fragment);
        Assert.Equal(3, Assert.Single(receiver.Received).Head.TrafficClass & 3);
    }

    [Fact]
    public void A_flood_of_fragments_stays_within_bounds_and_a_good_sender_is_served()
    {
        InternetOptions options = InternetOptions.Linux with { ReassemblyOctets = 100_000, ReassembliesPerSource = 8 };
        ReassemblyTable table = new(options);
        HostInterface from = new(1, new(InterfaceKind.RawIp, "tun0"));
        byte[] data = new byte[1000];
        for (uint i = 0; i < 10_000; i++)
        {
            FragmentKey key = new(IpAddress.V4(0x0A00_0000 + (i % 500)), Node.Ip(B4), i, 17);
            table.Add(table.FindOrBegin(key, from, default), data.AsSpan(0, 20), data, 0, true);
            Assert.True(table.Cost <= 100_000 && table.Count <= ReassemblyTable.MaxDatagrams);
        }

        Node receiver = Node.OnTun(options, B4 + "/32");
        byte[] first = Cut(A4, B4, Pattern(3000))[0];
        for (int i = 0; i < 500; i++)
        {
            Ipv4Header.Write(first, 0, 1500, (ushort)i, false, 64, 200, Node.Ip("198.51.100.66"), Node.Ip(B4));
            Ipv4Header.WriteFragment(first.AsSpan(0, 20), 1480, 0, true);
            receiver.Receive(first);
        }

        foreach (byte[] fragment in Cut(A4, B4, Pattern(3000))) receiver.Receive(fragment);
        Assert.Single(receiver.Received);
    }

    [Theory]
    [InlineData(A4)]
    [InlineData(A6)]
    public void A_large_echo_comes_back_whole(string a)
    {
        string b = a == A4 ? B4 : B6;
        Node first = Node.OnTun(a + "/32"), second = Node.OnTun(b + "/32");
        byte[] data = Pattern(20_000);
        first.Layer.SendEcho(new(default, Node.Ip(b), 0, MayFragment: true), 1, 1, data, default);
        foreach (var frame in first.Sent) second.Receive(frame.Octets);
        foreach (var frame in second.Sent) first.Receive(frame.Octets);
        Assert.Equal(data, Assert.Single(first.Echoes).Data);
    }
}
