using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Dns;

/// <content>How servers are asked: each question from a port of its own with a number of its own, both by chance (RFC 5452 §9.2);
/// server after server, round after round.</content>
public sealed partial class DnsResolver
{
    private const int MaxShift = 6; // of the time that doubles

    /// <summary>Waits for a name and type with all others who do.</summary>
    private void Join(DnsQuery query, Timestamp now)
    {
        OpenQueries++;
        (DomainName, ushort) key = (query.Current!, query.Type);
        if (_lookups.TryGetValue(key, out DnsLookup? lookup))
        {
            lookup.Queries.Add(query);
            return;
        }

        lookup = new(query.Current!, query.Type, _options.UdpSize);
        lookup.Queries.Add(query);
        _lookups.Add(key, lookup);
        AskNext(lookup, now, DnsResolverReasons.Asks);
    }

    private void AskNext(DnsLookup lookup, Timestamp now) => AskNext(lookup, now, DnsResolverReasons.AsksNext);

    /// <summary>Asks the next server that has not failed; when there is none any more, the lookup ends.</summary>
    private void AskNext(DnsLookup lookup, Timestamp now, in Reason because)
    {
        while (MoveToNextServer(lookup))
        {
            lookup.IsTcp = false;
            lookup.UdpSize = _options.UdpSize;
            if (Ask(lookup, because, now)) return;
            lookup.Failed |= 1UL << lookup.Server;
        }

        Complete(lookup, DnsFinding.Nothing(lookup.Worst, lookup.Question.Name), now);
    }

    private bool MoveToNextServer(DnsLookup lookup)
    {
        while (true)
        {
            if (++lookup.Server >= _servers.Length) (lookup.Server, lookup.Round) = (0, lookup.Round + 1);
            bool isOver = lookup.Round >= _options.Rounds || (~lookup.Failed & ((1UL << _servers.Length) - 1)) == 0;
            if (isOver) return false;
            if ((lookup.Failed >> lookup.Server & 1) == 0) return true;
        }
    }

    /// <summary>Asks the same server in another way; when that cannot be done, the next one.</summary>
    private void AskAgain(DnsLookup lookup, in Reason because, Timestamp now)
    {
        if (!Ask(lookup, because, now)) AskNext(lookup, now);
    }

    private bool Ask(DnsLookup lookup, in Reason because, Timestamp now)
    {
        CloseSocket(lookup, now);
        if (lookup.Server >= _servers.Length) return false; // there are others now
        SocketAddress server = lookup.Address = _servers[lookup.Server];
        SocketTable sockets = _host.Sockets;
        SocketKind kind = lookup.IsTcp ? SocketKind.Stream : SocketKind.Datagram;
        lookup.Socket = sockets.Create(server.Address.Family, kind, out Errno error);
        if (lookup.Socket < 0) return false;
        _bySocket.Add(lookup.Socket, lookup);
        error = sockets.Connect(lookup.Socket, server, now);
        WriteQuestion(lookup);
        if (lookup.IsTcp && error == Errno.EINPROGRESS) error = Errno.None;
        else if (error == Errno.None) sockets.Send(lookup.Socket, _writer.Message, SocketFlags.None, out error, now);
        if (error != Errno.None)
        {
            CloseSocket(lookup, now);
            return false;
        }

        if (lookup.IsTcp) lookup.Outgoing = WithLength(_writer.Message);
        _poller.Add(lookup.Socket, lookup.IsTcp ? Readiness.Writable : Readiness.Readable);
        lookup.WrongReplies = 0;
        lookup.Deadline = now + new Duration(_options.Timeout.Nanoseconds << Math.Min(lookup.Round, MaxShift));
        _trace?.Publish(new DnsQuerySent(_trace.Envelope(now, because),
            lookup.Question.Name.ToString(), lookup.Question.Type, server, lookup.IsTcp));
        return true;
    }

    private void WriteQuestion(DnsLookup lookup)
    {
        lookup.Id = unchecked((ushort)_random.NextBits());
        DomainName name = lookup.Question.Name;
        lookup.Spelled = _options.MixesCase && !lookup.IsTcp ? name.WithMixedCase(_random) : name;
        _writer.Begin(lookup.Id, DnsMessageWriter.RecursionDesired);
        _writer.TryAdd(lookup.Question with { Name = lookup.Spelled });
        if (lookup.UdpSize > 0) _writer.TryAddOptions(lookup.UdpSize);
    }

    private static byte[] WithLength(ReadOnlySpan<byte> message)
    {
        byte[] octets = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)message.Length);
        message.CopyTo(octets.AsSpan(2));
        return octets;
    }

    /// <summary>The lookup's socket is ready.</summary>
    private void Hear(DnsLookup lookup, Timestamp now)
    {
        bool isAlive = !lookup.IsTcp ? HearDatagrams(lookup, now)
            : lookup.Outgoing is not null ? SendByTcp(lookup, now) : HearByTcp(lookup, now);
        if (isAlive) return;
        lookup.Failed |= 1UL << lookup.Server; // nobody listens there, or it has hung up
        if (lookup.Worst is DnsOutcome.NoServer or DnsOutcome.TimedOut) lookup.Worst = DnsOutcome.ServerFailure;
        AskNext(lookup, now);
    }

    private bool HearDatagrams(DnsLookup lookup, Timestamp now)
    {
        for (int attempt = lookup.Attempt; lookup.Attempt == attempt;)
        {
            int count = _host.Sockets.Receive(lookup.Socket, _buffer, SocketFlags.None, out Errno error, now);
            if (error == Errno.EAGAIN) return true;
            if (count < 0) return false;
            TakeReply(lookup, _buffer.AsSpan(0, count), now);
        }

        return true;
    }

    private bool SendByTcp(DnsLookup lookup, Timestamp now)
    {
        Errno error = _host.Sockets.Connect(lookup.Socket, lookup.Address, now);
        if (error is Errno.EALREADY or Errno.EINPROGRESS) return true;
        if (error is not (Errno.None or Errno.EISCONN)) return false;
        int sent = _host.Sockets.Send(lookup.Socket, lookup.Outgoing, SocketFlags.None, out _, now);
        bool isSent = sent == lookup.Outgoing!.Length; // a question always fits an empty buffer
        lookup.Outgoing = null;
        _poller.Modify(lookup.Socket, Readiness.Readable);
        return isSent;
    }

    private bool HearByTcp(DnsLookup lookup, Timestamp now)
    {
        if (lookup.Incoming.Length == 0) lookup.Incoming = new byte[2];
        while (true)
        {
            Span<byte> room = lookup.Incoming.AsSpan(lookup.IncomingLength);
            int count = _host.Sockets.Receive(lookup.Socket, room, SocketFlags.None, out Errno error, now);
            if (error == Errno.EAGAIN) return true;
            if (count <= 0) return false;
            lookup.IncomingLength += count;
            if (lookup.IncomingLength < lookup.Incoming.Length) continue;
            if (lookup.IncomingLength > 2) break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(lookup.Incoming);
            if (length == 0) return false;
            byte[] larger = new byte[length + 2];
            lookup.Incoming.CopyTo(larger, 0);
            lookup.Incoming = larger;
        }

        int attempt = lookup.Attempt;
        TakeReply(lookup, lookup.Incoming.AsSpan(2), now);
        return lookup.Attempt != attempt; // by TCP the server itself speaks: what is wrong stays wrong
    }

    private void CloseSocket(DnsLookup lookup, Timestamp now)
    {
        if (lookup.Socket >= 0) _bySocket.Remove(lookup.Socket);
        lookup.Close(_host.Sockets, now);
    }

    /// <summary>The lookup has ended: everybody who waits goes on.</summary>
    private void Complete(DnsLookup lookup, DnsFinding finding, Timestamp now)
    {
        CloseSocket(lookup, now);
        _lookups.Remove((lookup.Question.Name, lookup.Question.Type));
        _cache.Keep(lookup.Question.Name, lookup.Question.Type, finding, now);
        OpenQueries -= lookup.Queries.Count;
        foreach (DnsQuery query in lookup.Queries)
            if (Take(query, finding, false, now)) Continue(query, now);
    }
}
