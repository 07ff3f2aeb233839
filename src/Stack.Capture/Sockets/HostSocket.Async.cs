using System.Net;
using NetStack.Transport;
using SocketAddress = NetStack.Hosting.SocketAddress;
using SocketFlags = NetStack.Hosting.SocketFlags;

namespace NetStack.Capture.Sockets;

/// <content>The asynchronous forms. In steady state none of them costs memory.</content>
public sealed partial class HostSocket
{
    /// <summary>Opens a connection; for datagrams it only names the peer.</summary>
    /// <exception cref="HostSocketException">Refused, unreachable, no answer.</exception>
    public ValueTask ConnectAsync(IPEndPoint remote, CancellationToken cancellationToken = default)
    {
        SocketAddress address = AddressOf(remote);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        _writing.Take(SocketCall.Connect);
        _writing.Peer = address;
        return new(_writing, _writing.Begin(cancellationToken));
    }

    /// <summary>Takes the connection that has waited longest.</summary>
    public ValueTask<HostSocket> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<HostSocket>(cancellationToken);
        _reading.Take(SocketCall.Accept);
        return new(_reading, _reading.Begin(cancellationToken));
    }

    /// <summary>Reads what there is, or waits for some; an empty buffer only waits.</summary>
    /// <returns>Octets read; 0 at the end of a stream.</returns>
    /// <exception cref="HostSocketException">The connection was reset, timed out …</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReceiveAsync(buffer, tellsAsStream: false, cancellationToken);

    /// <summary>Sends: a stream takes it all before this ends, a datagram is one.</summary>
    /// <returns>Octets sent.</returns>
    /// <exception cref="HostSocketException">The connection was reset, timed out, its sending half is closed
    /// …</exception>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        TakeForSending(data, SocketFlags.None, tellsAsStream: false);
        return new(_writing, _writing.Begin(cancellationToken));
    }

    /// <summary>Reads the next datagram, or waits for one.</summary>
    public ValueTask<HostDatagram> ReceiveFromAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<HostDatagram>(cancellationToken);
        _reading.Take(SocketCall.ReceiveFrom);
        _reading.Into = buffer;
        return new(_reading, _reading.Begin(cancellationToken));
    }

    /// <summary>Sends a datagram.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="to">Whom to: an address of the host's kind costs no memory;
    /// <see cref="EndPoints.ToSocketAddress"/> makes one.</param>
    /// <param name="cancellationToken">Takes it back while it waits.</param>
    public ValueTask<int> SendToAsync(ReadOnlyMemory<byte> data, SocketAddress to, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        TakeForSendingTo(data, to);
        return new(_writing, _writing.Begin(cancellationToken));
    }

    internal ValueTask<int> ReceiveAsync(Memory<byte> buffer, bool tellsAsStream, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        TakeForReceiving(buffer, tellsAsStream);
        return new(_reading, _reading.Begin(cancellationToken));
    }

    /// <summary>For a <see cref="Stream"/>, which wants no count.</summary>
    internal ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        TakeForSending(data, SocketFlags.None, tellsAsStream: true);
        return new(_writing, _writing.Begin(cancellationToken));
    }

    private void TakeForReceiving(Memory<byte> buffer, bool tellsAsStream)
    {
        _reading.Take(SocketCall.Receive);
        (_reading.Into, _reading.TellsAsStream) = (buffer, tellsAsStream);
    }

    private void TakeForSending(ReadOnlyMemory<byte> data, SocketFlags flags, bool tellsAsStream)
    {
        _writing.Take(SocketCall.Send);
        (_writing.Data, _writing.Flags, _writing.TellsAsStream) = (data, flags, tellsAsStream);
    }

    private void TakeForSendingTo(ReadOnlyMemory<byte> data, SocketAddress to)
    {
        if (Family == Bytes.IpFamily.V6) to = to with { Address = SocketAddress.Map(to.Address) };
        _writing.Take(SocketCall.SendTo);
        (_writing.Data, _writing.Flags, _writing.Peer) = (data, SocketFlags.None, to);
    }
}
