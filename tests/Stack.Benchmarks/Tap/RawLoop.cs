using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Link.Ethernet;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Tap;

/// <summary>What a TAP device gives at most: a loop that reads frames, drops them and acknowledges what was in them, and one that
/// writes the same prepared frame again and again. No TCP works so little.</summary>
internal sealed class RawLoop(TapDevice device) : IDisposable
{
    private const int MacAt = 6, IpAt = EthernetHeader.Length, TcpAt = IpAt + Ipv4Header.MinLength, FrameLength = TcpAt + TcpHeader.MinLength;
    private static readonly IpAddress Kernel = Address(Rooms.KernelAddress), Host = Address(Rooms.HostAddress), Nobody = Address(Rooms.NobodysAddress);
    private readonly byte[] _answer = new byte[FrameLength + 8];
    private volatile bool _stops;
    private Thread? _thread;
    private int _unacknowledged;

    /// <summary>Begins to answer as a TCP that takes everything.</summary>
    public void StartReceiving() => Start(() =>
    {
        DeviceStatus status = device.Read(out Frame frame);
        if (status == DeviceStatus.Done) Answer(frame.Octets);
        else Thread.Yield();
    });

    /// <summary>Writes a frame of UDP or, as a super-segment, of TCP for so long.</summary>
    /// <returns>Gbit/s that were written.</returns>
    public double Write(MacAddress kernel, int data, int segmentSize, double seconds)
    {
        byte[] octets = Prepare(kernel, data, segmentSize);
        return KernelEnd.Measure(seconds, () =>
        {
            Frame frame = segmentSize > 0 ? new(octets, ChecksumState.Partial, segmentSize) : new(octets);
            return device.Write(frame) == DeviceStatus.Done ? data : 0;
        });
    }

    public void Dispose()
    {
        _stops = true;
        _thread?.Join();
    }

    private void Start(Action step)
    {
        _thread = new(() =>
        {
            while (!_stops) step();
        }) { IsBackground = true };
        _thread.Start();
    }

    private void Answer(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < FrameLength || BinaryPrimitives.ReadUInt16BigEndian(frame[(IpAt - 2)..]) != EtherType.Ipv4 || frame[IpAt + 9] != IpProtocol.Tcp) return;
        ReadOnlySpan<byte> tcp = frame[TcpAt..];
        int header = (tcp[12] >> 4) * 4, data = BinaryPrimitives.ReadUInt16BigEndian(frame[(IpAt + 2)..]) - 20 - header;
        TcpFlags flags = (TcpFlags)tcp[13];
        if ((flags & TcpFlags.Rst) != 0 || (data == 0 && (flags & (TcpFlags.Syn | TcpFlags.Fin)) == 0)) return;
        if (data is > 0 and < 2000 && ++_unacknowledged % 2 != 0) return; // RFC 9293 §3.8.6.3: each second segment
        bool isSyn = (flags & TcpFlags.Syn) != 0;
        uint next = unchecked(BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]) + (uint)data + (isSyn ? 1u : 0u));
        int options = isSyn ? 8 : 0;
        frame.Slice(MacAt, 6).CopyTo(_answer);
        device.Mac.Write(_answer.AsSpan(MacAt));
        BinaryPrimitives.WriteUInt16BigEndian(_answer.AsSpan(IpAt - 2), EtherType.Ipv4);
        Ipv4Header.Write(_answer.AsSpan(IpAt), 0, (ushort)(40 + options), 0, true, 64, IpProtocol.Tcp, Host, Kernel);
        WriteTcp(tcp, next, options, isSyn);
        device.Write(new(_answer.AsSpan(0, FrameLength + options)));
    }

    private void WriteTcp(ReadOnlySpan<byte> to, uint acknowledgment, int options, bool isSyn)
    {
        Span<byte> tcp = _answer.AsSpan(TcpAt, TcpHeader.MinLength + options);
        tcp.Clear();
        to.Slice(2, 2).CopyTo(tcp);
        to[..2].CopyTo(tcp[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], isSyn ? 0u : 1u);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgment);
        tcp[12] = (byte)((20 + options) / 4 << 4);
        tcp[13] = (byte)(isSyn ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Ack);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 0xFFFF);
        if (isSyn) ((ReadOnlySpan<byte>)[2, 4, 1460 >> 8, 1460 & 0xFF, 1, 3, 3, 8]).CopyTo(tcp[20..]); // MSS, window scale 8
        TcpHeader.WriteChecksum(tcp, InternetChecksum.Compute(tcp, InternetChecksum.PseudoHeader(Host, Kernel, IpProtocol.Tcp, tcp.Length)));
    }

    private byte[] Prepare(MacAddress kernel, int data, int segmentSize)
    {
        int header = segmentSize > 0 ? TcpHeader.MinLength : 8;
        byte[] frame = new byte[TcpAt + header + data];
        EthernetHeader.Write(frame, kernel, device.Mac, EtherType.Ipv4);
        byte protocol = segmentSize > 0 ? IpProtocol.Tcp : IpProtocol.Udp;
        Ipv4Header.Write(frame.AsSpan(IpAt), 0, (ushort)(20 + header + data), 0, true, 64, protocol, Host, segmentSize > 0 ? Nobody : Kernel);
        Span<byte> transport = frame.AsSpan(TcpAt);
        BinaryPrimitives.WriteUInt16BigEndian(transport[2..], HostEnd.DiscardPort);
        if (segmentSize > 0) transport[12] = 5 << 4;
        else BinaryPrimitives.WriteUInt16BigEndian(transport[4..], (ushort)(8 + data)); // a checksum of 0 says that there is none
        return frame;
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : default;
}
