using System.Security.Cryptography;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Wire;

/// <summary>Sends everything back.</summary>
internal sealed class EchoProgram(Host host, ushort port) : StreamProgram(host, port)
{
    protected override Action<NetStack.Bytes.Timestamp> Serve(int fd)
    {
        byte[] buffer = new byte[65_536];
        int start = 0, end = 0;
        return now =>
        {
            while (true)
            {
                if (start == end)
                {
                    int got = Sockets.Receive(fd, buffer, SocketFlags.None, out Errno error, now);
                    if (got < 0 && error == Errno.EAGAIN) return;
                    if (got <= 0)
                    {
                        Close(fd, now);
                        return;
                    }

                    (start, end) = (0, got);
                }

                int sent = Sockets.Send(fd, buffer.AsSpan(start, end - start), SocketFlags.None, out _, now);
                if (sent < 0) return;
                start += sent;
            }
        };
    }
}

/// <summary>Reads to the end and answers with the SHA-256 of what it has read.</summary>
internal sealed class DigestProgram(Host host, ushort port) : StreamProgram(host, port)
{
    protected override Action<NetStack.Bytes.Timestamp> Serve(int fd)
    {
        byte[] buffer = new byte[262_144];
        IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return now =>
        {
            int got;
            Errno error;
            while ((got = Sockets.Receive(fd, buffer, SocketFlags.None, out error, now)) > 0)
                hash.AppendData(buffer, 0, got);
            if (got < 0 && error == Errno.EAGAIN) return;
            if (got == 0) Sockets.Send(fd, hash.GetHashAndReset(), SocketFlags.None, out _, now);
            Close(fd, now);
        };
    }
}

/// <summary>Sends so many octets of <see cref="Pattern"/> and closes.</summary>
internal sealed class SourceProgram(Host host, ushort port, long octets) : StreamProgram(host, port)
{
    protected override Action<NetStack.Bytes.Timestamp> Serve(int fd)
    {
        long at = 0;
        return now =>
        {
            while (at < octets)
            {
                int sent = Sockets.Send(fd, Pattern.At(at, octets), SocketFlags.None, out Errno error, now);
                if (sent < 0 && error == Errno.EAGAIN) return;
                if (sent < 0) break;
                at += sent;
            }

            Close(fd, now);
        };
    }
}

/// <summary>Octets that repeat after a prime number, so that a piece in the wrong place is noticed.</summary>
internal static class Pattern
{
    private const int Period = 1_000_003;
    private static readonly byte[] Octets = Make();

    public static ReadOnlySpan<byte> At(long position, long total)
    {
        int at = (int)(position % Period);
        return Octets.AsSpan(at, (int)Math.Min(Period - at, total - position));
    }

    public static byte[] Digest(long total)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < total;)
        {
            ReadOnlySpan<byte> piece = At(at, total);
            hash.AppendData(piece);
            at += piece.Length;
        }

        return hash.GetHashAndReset();
    }

    private static byte[] Make()
    {
        byte[] octets = new byte[Period];
        new Random(1).NextBytes(octets);
        return octets;
    }
}
