using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Transport;

namespace NetStack.Benchmarks.Tap;

/// <summary>Our host at the other end of a device, with the three services that are measured.</summary>
internal sealed class HostEnd : IDisposable
{
    public const ushort EchoPort = 7, DiscardPort = 9, SourcePort = 19;

    public HostEnd(IFrameDevice device)
    {
        InternetOptions internet = InternetOptions.Linux with { ProbeIpv4Addresses = false };
        Pump = new(device, new() { Host = new() { Internet = internet } });
        IpAddress.TryParse(Rooms.HostAddress, out IpAddress mine);
        Pump.Host.Internet.AddAddress(Pump.Interface, mine, 24, Pump.Now);
        Pump.Host.Run(new Service(Pump.Host, EchoPort), Pump.Now);
        Pump.Host.Run(new Service(Pump.Host, DiscardPort), Pump.Now);
        Pump.Host.Run(new Service(Pump.Host, SourcePort), Pump.Now);
        Pump.Start();
    }

    public HostPump Pump { get; }

    /// <summary>What the pump's thread has used so far.</summary>
    public PumpUsage Usage => Pump.Call((_, _) => PumpUsage.OfThisThread(Pump.Counters)).Result;

    public void Dispose() => Pump.Dispose();

    private sealed class Service(Host host, ushort port) : IApplication
    {
        private readonly Poller _poller = host.Sockets.CreatePoller();
        private readonly PollerEvent[] _events = new PollerEvent[64];
        private readonly byte[] _buffer = new byte[262_144];
        private int _listener;

        public Timestamp NextDeadline => _poller.HasReady ? default : Timestamp.Never;

        public bool IsFinished => false;

        public Errno Start(Timestamp now)
        {
            _listener = host.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
            host.Sockets.Bind(_listener, new(default, port), now);
            host.Sockets.Listen(_listener, 1024, now);
            return _poller.Add(_listener, Readiness.Readable);
        }

        public void Advance(Timestamp now)
        {
            int count = _poller.Wait(_events);
            foreach (PollerEvent ready in _events.AsSpan(0, count))
            {
                if (ready.Descriptor == _listener) Accept(now);
                else if (!Serve(ready.Descriptor, now)) host.Sockets.Close(ready.Descriptor, now);
            }
        }

        public void Stop(Timestamp now) => host.Sockets.Close(_listener, now);

        private void Accept(Timestamp now)
        {
            int fd = host.Sockets.Accept(_listener, out _, out _, now);
            if (fd < 0) return;
            host.Sockets.SetOption(fd, SocketOption.TcpNoDelay, 1, now);
            _poller.Add(fd, port == SourcePort ? Readiness.Writable : Readiness.Readable, PollerMode.Edge);
        }

        /// <returns>False at the end of the connection.</returns>
        private bool Serve(int fd, Timestamp now)
        {
            int done;
            Errno error;
            if (port == SourcePort)
            {
                while ((done = host.Sockets.Send(fd, _buffer, SocketFlags.None, out error, now)) > 0) { }
                return error == Errno.EAGAIN;
            }

            while ((done = host.Sockets.Receive(fd, _buffer, SocketFlags.None, out error, now)) > 0)
                if (port == EchoPort) host.Sockets.Send(fd, _buffer.AsSpan(0, done), SocketFlags.None, out _, now);
            return done < 0 && error == Errno.EAGAIN;
        }
    }
}
