using System.Net;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Transport;
using NetStack.Transport.Tcp;
using SocketAddress = NetStack.Hosting.SocketAddress;

namespace NetStack.Capture.Sockets;

/// <summary>A socket of our host for ordinary .NET code on any thread, in asynchronous and in blocking form.</summary>
/// <remarks><para>One operation that reads (receive, accept) and one that sends (send, connect) may be under way at
/// a time; a second one throws <see cref="InvalidOperationException"/>. A <see cref="ValueTask"/> from here is
/// awaited once. What follows the await never runs on the pump's thread.</para>
/// <para>Its files: this one (names, options, closing), Async, Blocking, and OnPump: what is done on the pump's
/// thread.</para></remarks>
public sealed partial class HostSocket : IDisposable
{
    private readonly SocketOperation _reading, _writing;
    private SocketAddress _local, _remote;
    private int _isDisposed;

    /// <summary>A new socket, neither bound nor connected.</summary>
    /// <param name="pump">The pump of the host that it belongs to.</param>
    /// <param name="family">The version of IP; a socket for IPv6 takes IPv4 end points, too.</param>
    /// <param name="kind">TCP, UDP or ICMP echo.</param>
    public HostSocket(HostPump pump, IpFamily family, SocketKind kind)
    {
        ArgumentNullException.ThrowIfNull(pump);
        (Pump, Family, Kind) = (pump, family, kind);
        (_reading, _writing) = (new(this, isReading: true), new(this, isReading: false));
    }

    /// <summary>The pump that moves it.</summary>
    public HostPump Pump { get; }

    /// <summary>The version of IP.</summary>
    public IpFamily Family { get; }

    /// <summary>What it carries.</summary>
    public SocketKind Kind { get; }

    /// <summary>Its own address and port; null before it is bound or connected.</summary>
    public IPEndPoint? LocalEndPoint => _local.ToEndPoint();

    /// <summary>The peer's; null before it is connected.</summary>
    public IPEndPoint? RemoteEndPoint => _remote.ToEndPoint();

    /// <summary>Gives it a local address and port.</summary>
    /// <param name="local">Port 0 lets the host choose: see <see cref="LocalEndPoint"/> afterwards.</param>
    /// <exception cref="HostSocketException">Taken, or not an address of the host.</exception>
    public Task BindAsync(IPEndPoint local)
    {
        SocketAddress address = AddressOf(local);
        return Control((sockets, descriptor, now) =>
        {
            Errno error = sockets.Bind(descriptor, address, now);
            sockets.GetLocalName(descriptor, out _local);
            return error;
        });
    }

    /// <summary>Lets it take connections.</summary>
    /// <param name="backlog">How many may wait to be accepted.</param>
    public Task ListenAsync(int backlog = 128) => Control((sockets, descriptor, now) =>
    {
        Errno error = sockets.Listen(descriptor, backlog, now);
        sockets.GetLocalName(descriptor, out _local);
        return error;
    });

    /// <summary>Closes one half of a connection, or both: after what was sent, the peer reads the end of the
    /// stream.</summary>
    public Task ShutdownAsync(ShutdownHow how) => Control((sockets, descriptor, now) => sockets.Shutdown(descriptor, how, now));

    /// <summary>Sets an option.</summary>
    public Task SetOptionAsync(SocketOption option, SocketOptionValue value) =>
        Control((sockets, descriptor, now) => sockets.SetOption(descriptor, option, value, now));

    /// <summary>Reads an option.</summary>
    public async Task<SocketOptionValue> GetOptionAsync(SocketOption option)
    {
        SocketOptionValue value = default;
        await Control((sockets, descriptor, now) => sockets.GetOption(descriptor, option, out value, now)).ConfigureAwait(false);
        return value;
    }

    /// <summary>TCP_INFO: the inside of a connection, at this moment.</summary>
    public async Task<TcpInfo> GetInfoAsync()
    {
        TcpInfo info = default;
        await Control((sockets, descriptor, now) =>
        {
            info = sockets.Info(descriptor, now);
            return Errno.None;
        }).ConfigureAwait(false);
        return info;
    }

    /// <summary>Closes it: operations under way end with
    /// <see cref="System.Net.Sockets.SocketError.OperationAborted"/>; what was sent is still delivered by the host.
    /// Returns at once.</summary>
    public void Dispose() => Close(resets: false);

    /// <summary>Closes it so that the peer gets a reset; what was not delivered is thrown away. Source: RFC 9293
    /// §3.10.5 (ABORT).</summary>
    public void Abort() => Close(resets: true);

    internal void DemandOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);

    private void Close(bool resets)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        CloseWork work = new(this, resets);
        if (Pump.IsPumpThread)
        {
            work.Run(Pump.Host, Pump.Now);
            return;
        }

        // A pump that is swamped with work gets to it: to give up would leave the socket open for ever.
        while (!Pump.Post(work) && !Pump.HasEnded)
            Thread.Yield();
    }

    private async Task Control(Func<SocketTable, int, Timestamp, Errno> call)
    {
        DemandOpen();
        Errno error = await Pump.Call((host, now) =>
        {
            Errno opened = Open(host, now);
            return opened == Errno.None ? call(host.Sockets, _descriptor, now) : opened;
        }).ConfigureAwait(false);
        if (error != Errno.None) throw new HostSocketException(error);
    }

    /// <summary>A socket for IPv6 names IPv4 peers by mapped addresses (RFC 4291 §2.5.5.2).</summary>
    private SocketAddress AddressOf(IPEndPoint endPoint)
    {
        SocketAddress address = endPoint.ToSocketAddress();
        return Family == IpFamily.V6 ? new(SocketAddress.Map(address.Address), address.Port) : address;
    }

    private sealed class CloseWork(HostSocket socket, bool resets) : IPumpWork
    {
        public void Run(Host host, Timestamp now) => socket.CloseNow(host, now, resets);

        public void Abandon()
        {
            // The pump has ended, and with it the host.
        }
    }
}
