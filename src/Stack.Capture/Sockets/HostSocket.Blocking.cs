using System.Net;
using NetStack.Hosting;
using SocketAddress = NetStack.Hosting.SocketAddress;
using SocketFlags = NetStack.Hosting.SocketFlags;

namespace NetStack.Capture.Sockets;

/// <content>The blocking forms: the same operations, and the calling thread waits for their end. On the pump's own
/// thread they throw <see cref="InvalidOperationException"/>, for there they would wait for themselves.</content>
public sealed partial class HostSocket
{
    /// <summary>Milliseconds after which a blocking read, accept or receive fails with TimedOut; -1 for
    /// never.</summary>
    public int ReceiveTimeout { get; set; } = Timeout.Infinite;

    /// <summary>Milliseconds after which a blocking send or connect fails with TimedOut; -1 for never.</summary>
    public int SendTimeout { get; set; } = Timeout.Infinite;

    /// <summary><see cref="BindAsync"/>, waiting.</summary>
    public void Bind(IPEndPoint local) => Await(() => BindAsync(local));

    /// <summary><see cref="ListenAsync"/>, waiting.</summary>
    public void Listen(int backlog = 128) => Await(() => ListenAsync(backlog));

    /// <summary><see cref="ShutdownAsync"/>, waiting.</summary>
    public void Shutdown(ShutdownHow how) => Await(() => ShutdownAsync(how));

    /// <summary><see cref="SetOptionAsync"/>, waiting.</summary>
    public void SetOption(SocketOption option, SocketOptionValue value) => Await(() => SetOptionAsync(option, value));

    /// <summary><see cref="ConnectAsync"/>, waiting.</summary>
    public void Connect(IPEndPoint remote)
    {
        Pump.DemandMayWait();
        SocketAddress address = AddressOf(remote);
        _writing.Take(SocketCall.Connect);
        _writing.Peer = address;
        _writing.Wait(SendTimeout);
        _writing.Free();
    }

    /// <summary><see cref="AcceptAsync"/>, waiting.</summary>
    public HostSocket Accept()
    {
        Pump.DemandMayWait();
        _reading.Take(SocketCall.Accept);
        _reading.Wait(ReceiveTimeout);
        HostSocket accepted = _reading.Accepted!;
        _reading.Accepted = null;
        _reading.Free();
        return accepted;
    }

    /// <summary><see cref="ReceiveAsync(Memory{byte}, CancellationToken)"/>, waiting.</summary>
    public int Receive(Memory<byte> buffer) => Receive(buffer, tellsAsStream: false);

    /// <summary><see cref="SendAsync"/>, waiting.</summary>
    public int Send(ReadOnlyMemory<byte> data) => Send(data, tellsAsStream: false);

    /// <summary><see cref="ReceiveFromAsync"/>, waiting.</summary>
    public HostDatagram ReceiveFrom(Memory<byte> buffer)
    {
        Pump.DemandMayWait();
        _reading.Take(SocketCall.ReceiveFrom);
        _reading.Into = buffer;
        HostDatagram result = new(_reading.Wait(ReceiveTimeout), _reading.Peer);
        _reading.Free();
        return result;
    }

    /// <summary><see cref="SendToAsync"/>, waiting.</summary>
    public int SendTo(ReadOnlyMemory<byte> data, SocketAddress to)
    {
        Pump.DemandMayWait();
        TakeForSendingTo(data, to);
        int count = _writing.Wait(SendTimeout);
        _writing.Free();
        return count;
    }

    internal int Receive(Memory<byte> buffer, bool tellsAsStream)
    {
        Pump.DemandMayWait();
        TakeForReceiving(buffer, tellsAsStream);
        int count = _reading.Wait(ReceiveTimeout);
        _reading.Free();
        return count;
    }

    internal int Send(ReadOnlyMemory<byte> data, bool tellsAsStream)
    {
        Pump.DemandMayWait();
        TakeForSending(data, SocketFlags.None, tellsAsStream);
        int count = _writing.Wait(SendTimeout);
        _writing.Free();
        return count;
    }

    private void Await(Func<Task> call)
    {
        Pump.DemandMayWait();
        call().GetAwaiter().GetResult();
    }
}
