using CsCheck;
using NetStack.Transport;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Reassembly;

namespace NetStack.Tests.Transport.Tcp;

public sealed class ReceiveBufferTests
{
    /// <summary>Against the plainest model: an array of octets and a flag for each.</summary>
    [Fact]
    public void Whatever_the_order_of_segments_the_stream_comes_out_once_and_in_order()
    {
        Gen.Select(Gen.UInt, Gen.Select(Gen.Int[0, 60], Gen.Int[1, 25]).List[1, 80], Gen.Int[1, 40]).Sample((start, pieces, readSize) =>
        {
            OctetPool pool = new(1 << 20);
            ReceiveBuffer buffer = default;
            SeqNumber first = new(start), next = first;
            bool[] have = new bool[8_192];
            List<byte> read = [];
            byte[] sink = new byte[readSize];
            foreach ((int ahead, int length) in pieces)
            {
                SeqNumber seq = next + ahead;
                byte[] data = [.. Enumerable.Range(0, length).Select(i => Octet(seq - first + i))];
                if (ahead == 0)
                {
                    Assert.True(buffer.Append(pool, data));
                    next = buffer.Join(next + length);
                }
                else
                {
                    Assert.True(buffer.Hold(pool, next, seq, data, out SackBlock duplicate));
                    bool wasThere = Enumerable.Range(seq - first, length).Any(i => have[i]);
                    Assert.Equal(wasThere, duplicate != default);
                }

                for (int i = 0; i < length; i++)
                    have[seq - first + i] = true;
                Assert.Equal(Array.IndexOf(have, false), next - first);
                Assert.Equal(have.Count(there => there) - (next - first), buffer.Held);
                AssertRunsAreApart(buffer, next);
                int count = buffer.Read(sink, isPeek: false);
                read.AddRange(sink.AsSpan(0, count).ToArray());
            }

            for (int count; (count = buffer.Read(sink, isPeek: false)) > 0;)
                read.AddRange(sink.AsSpan(0, count).ToArray());
            Assert.Equal(next - first, read.Count);
            Assert.Equal(Enumerable.Range(0, read.Count).Select(Octet), read);
            buffer.Clear(pool);
            Assert.Equal(0, pool.InUse);
        });
    }

    private static byte Octet(int i) => unchecked((byte)((i * 31) ^ (i >> 5)));

    private static void AssertRunsAreApart(in ReceiveBuffer buffer, SeqNumber next)
    {
        SeqNumber end = next;
        for (int i = 0; i < buffer.RunCount; i++)
        {
            Assert.True(buffer.Run(i).Left > end, "a gap stands before each run");
            Assert.True(buffer.Run(i).Right > buffer.Run(i).Left);
            end = buffer.Run(i).Right;
        }
    }
}
