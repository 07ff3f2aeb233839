using NetStack.Application.Ping;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Transport;

namespace NetStack.Application.Traceroute;

/// <content>Probes on their way out, and what comes back. A probe is known by its number: UDP's port and echo's sequence number
/// are counted upwards with it, and routers quote them.</content>
public sealed partial class TracerouteProgram
{
    /// <summary>Probes beyond the last hop are not sent; those under way there are not waited for.</summary>
    private int EndOfProbes => (_lastHop - _options.FirstHop + 1) * _options.ProbesPerHop;

    /// <summary>The first probe goes alone: the next hop's link address may have to be found, and few datagrams wait for that
    /// (RFC 1122 §2.3.2.2 asks for one).</summary>
    private int Window => _hasHeard ? _options.Simultaneous : 1;

    private void SendProbes(Timestamp now)
    {
        while (_again.TryDequeue(out int again)) Send(again, now);
        while (_waiting < Window && _next < EndOfProbes)
        {
            int probe = _next++;
            _waiting++;
            Send(probe, now);
        }
    }

    private void Send(int probe, Timestamp now)
    {
        if (_options.DontFragment) FitPath(0, default, now);
        _probes[probe] = new(now, _octets, default);
        SocketTable sockets = _host.Sockets;
        sockets.SetOption(_socket, _isV4 ? SocketOption.Ipv4TimeToLive : SocketOption.Ipv6UnicastHops, HopOf(probe), now);
        Errno error;
        if (IsUdp)
        {
            ReadOnlySpan<byte> data = _message.AsSpan(0, _octets - Headers);
            sockets.SendTo(_socket, data, SocketFlags.None, new(_destination, (ushort)(_options.Port + probe)), out error, now);
        }
        else
        {
            Span<byte> request = _message.AsSpan(0, _octets - Headers + EchoRequest.HeaderLength);
            EchoRequest.WriteHeader(request, _destination.Family, (ushort)(probe + 1));
            sockets.Send(_socket, request, SocketFlags.None, out error, now);
        }

        bool isLost = error == Errno.ENOBUFS; // in this host already: as silent as if it had been lost on the way
        if (error != Errno.None && !isLost) End(probe, new(TracerouteOutcome.Unreachable, default, default, ProblemOf(error)), now);
    }

    /// <summary>Probes become as small as the path's MTU, as far as it is known.</summary>
    private void FitPath(int hop, in IpAddress reporter, Timestamp now)
    {
        if (_mtuSteps.Count >= MaxMtuSteps || !_host.Internet.TryFindPath(_destination, default, out DatagramPath path)) return;
        if (path.Mtu >= _octets || path.Mtu < Headers) return;
        _octets = path.Mtu;
        MtuStep step = new(hop, reporter.Family == IpFamily.None ? path.Source : reporter, path.Mtu);
        _mtuSteps.Add(step);
        _trace?.Publish(new TracerouteMtuFound(_trace.Envelope(now, TracerouteReasons.TooBig), step));
    }

    private void ReadErrors(Timestamp now)
    {
        while (_host.Sockets.TryReceiveError(_socket, out ReportedError report, now))
        {
            int probe = IsUdp ? report.DestinationPort - _options.Port : report.Sequence - 1;
            if (report.Destination != _destination || !IsWaiting(probe)) continue; // stale or forged
            if (report.Problem == DeliveryProblem.TooBig) TakeTooBig(probe, report, now);
            else End(probe, new(OutcomeOf(report.Problem), report.Reporter, report.At - _probes[probe].At, report.Problem), now);
        }
    }

    /// <summary>The probe is sent again, as large as the next link takes; IP has learnt the MTU already.</summary>
    private void TakeTooBig(int probe, in ReportedError report, Timestamp now)
    {
        FitPath(HopOf(probe), report.Reporter, now);
        if (_probes[probe].Octets > _octets && !_again.Contains(probe)) _again.Enqueue(probe); // when all errors have been read
        else End(probe, new(TracerouteOutcome.Unreachable, report.Reporter, report.At - _probes[probe].At, report.Problem), now);
    }

    /// <summary>Echo replies; and from a port where somebody does listen, whatever they say.</summary>
    private void ReadAnswers(Timestamp now)
    {
        while (true)
        {
            int count = _host.Sockets.ReceiveMessage(_socket, _answer, SocketFlags.None, out MessageInfo info, out Errno error, now);
            if (error == Errno.EAGAIN) return;
            if (count < 0 || info.From.Address != _destination) continue;
            int probe = IsUdp ? info.From.Port - _options.Port
                : count >= EchoRequest.HeaderLength ? EchoRequest.SequenceOf(_answer) - 1 : -1;
            if (IsWaiting(probe)) End(probe, new(TracerouteOutcome.Reached, info.From.Address, info.At - _probes[probe].At), now);
        }
    }

    private void GiveUpOld(Timestamp now)
    {
        for (int probe = _hops.Count * _options.ProbesPerHop; probe < Math.Min(_next, EndOfProbes); probe++)
        {
            if (IsWaiting(probe) && _probes[probe].At + _options.Timeout <= now)
                End(probe, new(TracerouteOutcome.Silent, default, default), now);
        }
    }

    private Timestamp EarliestTimeout()
    {
        Timestamp earliest = Timestamp.Never;
        for (int probe = _hops.Count * _options.ProbesPerHop; probe < Math.Min(_next, EndOfProbes); probe++)
        {
            Timestamp timeout = _probes[probe].At + _options.Timeout;
            if (IsWaiting(probe) && timeout < earliest) earliest = timeout;
        }

        return earliest;
    }

    private void End(int probe, in TracerouteProbe result, Timestamp now)
    {
        _probes[probe].Probe = result;
        _waiting--;
        _hasHeard = true;
        HasReached |= result.Outcome == TracerouteOutcome.Reached;
        if (result.Outcome is TracerouteOutcome.Reached or TracerouteOutcome.Unreachable) _lastHop = Math.Min(_lastHop, HopOf(probe));
        _trace?.Publish(new TracerouteProbed(
            _trace.Envelope(now, TracerouteReasons.All[(int)result.Outcome - 1]), HopOf(probe), result));
    }

    private bool IsWaiting(int probe) =>
        probe >= 0 && probe < _next && _probes[probe].Probe.Outcome == TracerouteOutcome.Waiting;

    /// <summary>That the port is unreachable is what a probe by UDP wants to hear: nobody but the destination knows its ports.</summary>
    private TracerouteOutcome OutcomeOf(DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.HopLimitExceeded => TracerouteOutcome.Hop,
        DeliveryProblem.PortUnreachable when IsUdp => TracerouteOutcome.Reached,
        _ => TracerouteOutcome.Unreachable,
    };

    /// <summary>The host itself could not send.</summary>
    private static DeliveryProblem ProblemOf(Errno error) => error switch
    {
        Errno.EMSGSIZE => DeliveryProblem.TooBig,
        Errno.ENETUNREACH => DeliveryProblem.NetworkUnreachable,
        _ => DeliveryProblem.HostUnreachable,
    };
}
