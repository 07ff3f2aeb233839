using System.Collections.Concurrent;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Internet;
using Xunit;

namespace NetStack.Tests.Sockets;

/// <summary>Two hosts with a pump each, and a cable in memory between them.</summary>
internal sealed class TestCable : IDisposable
{
    public TestCable(bool starts = true)
    {
        End near = new(1), far = new(2);
        (Near, Far) = (Plug(near, 1), Plug(far, 2));
        near.Deliver = frame => far.Take(frame, Far);
        far.Deliver = frame => near.Take(frame, Near);
        if (!starts) return;
        Near.Start();
        Far.Start();
    }

    /// <summary>10.0.0.1.</summary>
    public HostPump Near { get; }

    /// <summary>10.0.0.2.</summary>
    public HostPump Far { get; }

    public static string FarAddress => "10.0.0.2";

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
        Assert.Null(Near.Completion.Exception);
        Assert.Null(Far.Completion.Exception);
    }

    private static HostPump Plug(End end, byte number)
    {
        PumpOptions options = new() { Host = new() { Internet = InternetOptions.Linux with { DuplicateAddressTransmits = 0 } } };
        HostPump pump = new(end, options);
        pump.Host.Internet.AddAddress(pump.Interface, IpAddress.V4(0x0A00_0000u + number), 24, pump.Now);
        return pump;
    }

    private sealed class End(byte number) : IFrameDevice
    {
        private readonly ConcurrentQueue<byte[]> _in = new();

        public Action<byte[]> Deliver { get; set; } = _ => { };

        public string Name => $"end{number}";

        public MacAddress Mac => new(0x02_00_00_00_00_00ul + number);

        public int Mtu => 1500;

        public Offload Offload => Offload.None;

        public nint Handle => -1;

        public nint ChangeHandle => -1;

        public void Take(byte[] frame, HostPump pump)
        {
            _in.Enqueue(frame);
            pump.Post(Wake.One);
        }

        public DeviceStatus Read(out Frame frame)
        {
            frame = default;
            if (!_in.TryDequeue(out byte[]? octets)) return DeviceStatus.WouldBlock;
            frame = new(octets);
            return DeviceStatus.Done;
        }

        public DeviceStatus Write(in Frame frame)
        {
            Deliver(frame.Octets.ToArray());
            return DeviceStatus.Done;
        }

        public bool ReadChange() => false;

        public bool TryReopen() => false;

        public void Dispose()
        {
        }
    }

    private sealed class Wake : IPumpWork
    {
        public static Wake One { get; } = new();

        public void Run(Host host, Timestamp now)
        {
        }

        public void Abandon()
        {
        }
    }
}
