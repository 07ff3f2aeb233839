using System.Text;
using CsCheck;
using NetStack.Dissection;
using NetStack.Dissection.Streams;
using Xunit;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>Messages come whole to the application, however they were cut. The application here reads messages of
/// exactly ten octets, or lines that end in 'z'.</summary>
public sealed class StreamReassemblyTests
{
    private const ushort Port = 9;

    private static readonly DissectionOptions AsTshark = new() { ReassembleOutOfOrder = false };

    [Fact]
    public void Two_messages_in_one_segment_are_two() =>
        Assert.Equal(["abcdefghij klmnopqrst"], Messages(new Tens(), "+0 < . 0:20(20) ack 1"));

    [Fact]
    public void A_message_belongs_to_the_segment_that_completes_it() => Assert.Equal(["", "abcdefghij"], Messages(new Tens(), """
        +0 < . 0:4(4) ack 1
        +0 < . 4:10(6) ack 1
        """));

    [Fact]
    public void The_rest_of_a_segment_begins_the_next_message() => Assert.Equal(["", "abcdefghij", "klmnopqrst"], Messages(new Tens(), """
        +0 < . 0:4(4) ack 1
        +0 < . 4:14(10) ack 1
        +0 < . 14:20(6) ack 1
        """));

    [Fact]
    public void Segments_out_of_order_are_put_in_order() => Assert.Equal(["", "", "abcdefghij klmnopqrst"], Messages(new Tens(), """
        +0 < . 0:4(4) ack 1
        +.001 < . 10:20(10) ack 1
        +.001 < . 4:10(6) ack 1
        """));

    [Fact]
    public void As_tshark_does_by_default_a_segment_ahead_of_a_gap_is_read_by_itself() => Assert.Equal(["klmnopqrst"], Messages(new Tens(), """
        +0 < . 10:20(10) ack 1
        """, AsTshark));

    [Fact]
    public void A_retransmission_adds_nothing_twice() => Assert.Equal(["", "", "abcdefghij"], Messages(new Tens(), """
        +0 < . 0:4(4) ack 1
        +1 < . 0:4(4) ack 1
        +0 < . 4:10(6) ack 1
        """));

    [Fact]
    public void A_gap_that_was_acknowledged_is_not_waited_for() => Assert.Equal(["abcdefghij", "", "uvwxyzabcd"], Messages(new Tens(), """
        +0 < . 0:10(10) ack 1
        +0 > . 1:1(0) ack 30
        +0 < . 20:30(10) ack 1
        """));

    [Fact]
    public void A_message_without_a_known_length_grows_segment_by_segment() => Assert.Equal(["", "", "abcdefghijklmnopqrstuvwxyz"], Messages(new Lines(), """
        +0 < . 0:4(4) ack 1
        +0 < . 4:10(6) ack 1
        +0 < . 10:26(16) ack 1
        """));

    [Fact]
    public void A_message_that_ends_with_the_stream_comes_with_the_FIN() => Assert.Equal(["", "", "abcdefghij"], Messages(new Everything(), """
        +0 < . 0:4(4) ack 1
        +0 < . 4:10(6) ack 1
        +0 < F 10:10(0) ack 1
        """));

    [Fact]
    public void The_frame_that_completes_a_message_counts_its_segments()
    {
        TcpTrace trace = new(null, Port, null, new Tens());
        Assert.Equal(["", "", "3"], trace.Values("""
            +0 < . 0:4(4) ack 1
            +0 < . 4:8(4) ack 1
            +0 < . 8:10(2) ack 1
            """, "tcp.segment.count"));
    }

    [Fact]
    public void Any_way_of_cutting_and_shuffling_a_stream_gives_the_same_messages() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 20], Gen.Int[0, 1000]).Sample((sizes, seed) =>
        {
            List<(int From, int Length)> segments = [];
            int at = 0;
            foreach (int size in sizes)
            {
                segments.Add((at, size));
                at += size;
            }

            // Swap some neighbours: the order of arrival, not of the stream. The first stays first, as a SYN would.
            for (int i = 2; i < segments.Count; i += 2)
            {
                if ((seed >> (i % 10) & 1) != 0) (segments[i - 1], segments[i]) = (segments[i], segments[i - 1]);
            }

            string script = string.Join('\n', segments.Select(s => $"+.0001 < . {s.From}:{s.From + s.Length}({s.Length}) ack 1"));
            string whole = string.Concat(Enumerable.Range(0, at / 10 * 10).Select(i => (char)('a' + (i % 26))));
            string received = string.Concat(Messages(new Tens(), script)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Equal(whole, received);
        }, iter: 500);

    private static string[] Messages(StreamDissector application, string script, DissectionOptions? options = null) =>
        new TcpTrace(options, Port, null, application).Run(script, frame => string.Join(' ', MessagesOf(frame)));

    private static List<string> MessagesOf(DissectedFrame frame)
    {
        List<string> messages = [];
        foreach (LayerRecord layer in frame.Layers)
        {
            if (layer.Protocol.Name == "test")
                messages.Add(Encoding.ASCII.GetString(frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length)));
        }

        return messages;
    }

    private abstract class TestApplication : StreamDissector
    {
        private static readonly Protocol Definition = new("test", "TEST", "Test", []);

        public override Protocol Protocol => Definition;

        public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.TcpPort, Port)];

        public override void Dissect(DissectedFrame frame, scoped in Octets octets)
        {
        }
    }

    private sealed class Tens : TestApplication
    {
        public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets) => MessageLength.Of(10);
    }

    private sealed class Lines : TestApplication
    {
        public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets) =>
            octets.IndexOf((byte)'z') is >= 0 and int end ? MessageLength.Of(end + 1) : MessageLength.NeedMore;
    }

    private sealed class Everything : TestApplication
    {
        public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets) => MessageLength.UntilEnd;
    }
}
