using System.Buffers.Binary;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests.Dissection;

/// <summary>The hot path: from frame in to fields or summary out, nothing is allocated for a frame.</summary>
public sealed class AllocationTests
{
    private const int Frames = 10_000;
    private const int IpAt = 14, TcpAt = 34, SequenceAt = TcpAt + 4, AcknowledgmentAt = TcpAt + 8, ChecksumAt = TcpAt + 16;

    private readonly Utf8Writer _writer = new(64 * 1024);

    [Theory]
    [InlineData("all")]
    [InlineData("ip.src tcp.srcport tcp.seq tcp.analysis.ack_rtt frame.time_relative")]
    [InlineData("")]
    public void A_TCP_transfer_allocates_nothing_per_frame(string fields)
    {
        (byte[] Octets, FrameInfo Info)[] frames = OwnCaptures.Read("no-sack.pcap");
        DissectionSession session = Session(fields);
        foreach ((byte[] octets, FrameInfo info) in frames[..5]) session.Dissect(octets, info); // handshake, data, acknowledgment
        Transfer transfer = new(frames[3].Octets, frames[4].Octets, frames[4].Info);
        AssertAllocatesNothing(session, transfer.Next);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("ip.src udp.srcport udp.stream udp.checksum.status")]
    [InlineData("")]
    public void UDP_datagrams_allocate_nothing_per_frame(string fields)
    {
        (byte[] octets, FrameInfo info) = OwnCaptures.Read("traceroute.pcap")[2];
        int number = 0;
        AssertAllocatesNothing(Session(fields), () => (octets, info with { Number = ++number }));
    }

    [Fact]
    public void A_TCP_connection_holds_a_bounded_number_of_octets()
    {
        const int Connections = 2_000, MaxOctetsEach = 2_048;
        (byte[] octets, FrameInfo info) = OwnCaptures.Read("connection-refused.pcap")[0];
        DissectionSession session = Session("");
        session.Dissect(octets, info with { Number = 1 });
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Connections; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(TcpAt), (ushort)(1024 + i));
            session.Dissect(octets, info with { Number = i + 2 });
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Connections;
        Assert.InRange(each, 0, MaxOctetsEach);
    }

    private static DissectionSession Session(string fields)
    {
        ProtocolRegistry registry = StandardProtocols.CreateRegistry();
        if (fields == "all") return new(registry);
        FieldSelection selection = new();
        foreach (string name in fields.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(registry.TryGetFields(name, out var found), name);
            foreach (Field field in found) selection.Add(field);
        }

        return new(registry) { Selection = selection };
    }

    private void AssertAllocatesNothing(DissectionSession session, Func<(byte[] Octets, FrameInfo Info)> next)
    {
        for (int i = 0; i < 200; i++) Print(session, next());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++) Print(session, next());
        // Nothing a frame (an object for each would be 24 octets each): the runtime itself may make a few while it compiles the loop anew.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Frames);
    }

    /// <summary>Everything that the program prints of a frame: every value, and the summary.</summary>
    private void Print(DissectionSession session, (byte[] Octets, FrameInfo Info) input)
    {
        DissectedFrame frame = session.Dissect(input.Octets, input.Info);
        _writer.Clear();
        foreach (ref readonly FieldRecord record in frame.Fields) FieldFormatter.Write(_writer, frame, record);
        LayerRecord told = frame.Layers[frame.SummaryLayer];
        told.Dissector.Summarize(frame, told, _writer);
    }

    /// <summary>A segment of data and its acknowledgment, again and again, each with the numbers of the one after: an endless
    /// transfer from two recorded frames.</summary>
    private sealed class Transfer(byte[] data, byte[] acknowledgment, FrameInfo last)
    {
        private readonly int _dataLength = data.Length - TcpAt - ((data[TcpAt + 12] >> 4) * 4);
        private int _number = last.Number;

        public (byte[] Octets, FrameInfo Info) Next()
        {
            _number++;
            byte[] octets = _number % 2 == 0 ? data : acknowledgment;
            Advance(octets, _number % 2 == 0 ? SequenceAt : AcknowledgmentAt);
            FrameInfo info = last with { Number = _number, OriginalLength = octets.Length, Time = last.Time + Duration.FromMilliseconds(_number) };
            return (octets, info);
        }

        private void Advance(byte[] octets, int at)
        {
            Span<byte> number = octets.AsSpan(at, 4);
            BinaryPrimitives.WriteUInt32BigEndian(number, unchecked(BinaryPrimitives.ReadUInt32BigEndian(number) + (uint)_dataLength));
            ReadOnlySpan<byte> segment = octets.AsSpan(TcpAt);
            octets.AsSpan(ChecksumAt, 2).Clear();
            IpAddress source = IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(IpAt + 12)));
            IpAddress destination = IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(IpAt + 16)));
            ushort pseudo = InternetChecksum.PseudoHeader(source, destination, 6, segment.Length);
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(ChecksumAt), InternetChecksum.Compute(segment, pseudo));
        }
    }
}
