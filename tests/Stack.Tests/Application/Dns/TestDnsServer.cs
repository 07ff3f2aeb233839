using System.Buffers.Binary;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Application.Dns;

/// <summary>A server that answers as a test says, by UDP and TCP.</summary>
internal sealed class TestDnsServer(Host host) : IApplication
{
    private readonly Poller _poller = host.Sockets.CreatePoller();
    private readonly byte[] _buffer = new byte[4096];
    private int _udp = -1, _tcp = -1;
    private Timestamp _now;

    /// <summary>The answers to a question: none, one or several.</summary>
    public Func<DnsMessage, bool, IEnumerable<byte[]>> Answers { get; set; } = (_, _) => [];

    /// <summary>Questions so far, "name type" with "tcp" and "edns" where they apply, and the client's port.</summary>
    public List<(string Text, ushort Port)> Heard { get; } = [];

    public Timestamp NextDeadline => _poller.HasReady ? _now : Timestamp.Never;

    public bool IsFinished => false;

    /// <summary>An answer to a question.</summary>
    public static byte[] Answer(
        DnsMessage to, IEnumerable<DnsRecord> records, int code = 0, IEnumerable<DnsRecord>? authority = null, bool isTruncated = false,
        ushort? id = null, DnsQuestion? question = null)
    {
        DnsMessageWriter writer = new();
        writer.Begin(id ?? to.Id, (ushort)(DnsMessageWriter.Response | 0x0180 | code));
        Assert.True(writer.TryAdd(question ?? to.Questions[0]));
        foreach (DnsRecord record in records) Assert.True(writer.TryAdd(DnsSection.Answer, record));
        foreach (DnsRecord record in authority ?? []) Assert.True(writer.TryAdd(DnsSection.Authority, record));
        if (isTruncated) writer.SetTruncated();
        return writer.Message.ToArray();
    }

    public Errno Start(Timestamp now)
    {
        _now = now;
        _udp = host.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        _tcp = host.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        Assert.Equal(Errno.None, host.Sockets.Bind(_udp, new(default, 53), now));
        Assert.Equal(Errno.None, host.Sockets.Bind(_tcp, new(default, 53), now));
        host.Sockets.Listen(_tcp, 8, now);
        _poller.Add(_udp, Readiness.Readable);
        return _poller.Add(_tcp, Readiness.Readable);
    }

    public void Advance(Timestamp now)
    {
        _now = now;
        PollerEvent[] ready = new PollerEvent[8];
        for (int count; (count = _poller.Wait(ready)) > 0;)
        {
            for (int i = 0; i < count; i++) Hear(ready[i].Descriptor, now);
        }
    }

    public void Stop(Timestamp now)
    {
    }

    private void Hear(int fd, Timestamp now)
    {
        SocketTable sockets = host.Sockets;
        if (fd == _tcp)
        {
            int accepted = sockets.Accept(fd, out _, out _, now);
            if (accepted >= 0) _poller.Add(accepted, Readiness.Readable);
            return;
        }

        bool isTcp = fd != _udp;
        int length = sockets.ReceiveFrom(fd, _buffer, SocketFlags.None, out SocketAddress from, out _, now);
        if (length <= 0)
        {
            if (isTcp) sockets.Close(fd, now);
            return;
        }

        Assert.True(DnsMessage.TryRead(_buffer.AsSpan((isTcp ? 2 : 0)..length), out DnsMessage? question));
        DnsQuestion asked = Assert.Single(question.Questions);
        string text = $"{asked.Name.ToString().ToLowerInvariant()} {DnsType.Names[asked.Type]}";
        Heard.Add((text + (isTcp ? " tcp" : "") + (question.UdpSize > 0 ? "" : " plain"), from.Port));
        foreach (byte[] answer in Answers(question, isTcp))
        {
            byte[] framed = [(byte)(answer.Length >> 8), unchecked((byte)answer.Length), .. answer];
            BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)answer.Length);
            if (isTcp) sockets.Send(fd, framed, SocketFlags.None, out _, now);
            else sockets.SendTo(fd, answer, SocketFlags.None, from, out _, now);
        }
    }
}
