using CsCheck;
using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Tests.Transport;

public sealed class TimerHeapTests
{
    private sealed class Alarm(int name, List<(int, long)> log) : Timed
    {
        public long At { get; set; } = long.MaxValue;

        public override Timestamp NextDeadline => new(At);

        public override void Advance(Timestamp now)
        {
            log.Add((name, At));
            At = long.MaxValue;
        }
    }

    [Fact]
    public void Alarms_go_off_in_the_order_of_their_times_whatever_was_set_moved_and_removed()
    {
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 100], Gen.Int[0, 9]).List[1, 120].Sample(steps =>
        {
            List<(int, long)> log = [];
            TimerHeap heap = new();
            Alarm[] alarms = [.. Enumerable.Range(0, 16).Select(i => new Alarm(i, log))];
            List<(int, long)> expected = [];
            foreach ((int which, int time, int kind) in steps)
            {
                switch (kind)
                {
                    case < 6:
                        alarms[which].At = time;
                        heap.Update(alarms[which]);
                        break;
                    case 6:
                        alarms[which].At = long.MaxValue; // stopped: lazily
                        heap.Update(alarms[which]);
                        break;
                    case 7:
                        alarms[which].At = long.MaxValue;
                        heap.Remove(alarms[which]);
                        break;
                    default:
                        expected.AddRange(Due(alarms, time));
                        heap.Advance(new(time));
                        break;
                }

                long earliest = alarms.Min(alarm => alarm.At);
                Assert.True(heap.NextDeadline.Nanoseconds <= earliest, "no deadline is ever missed");
            }

            Assert.Equal(expected.Select(due => due.Item2), log.Select(gone => gone.Item2));
            Assert.Equal(expected.Order(), log.Order());
        });
    }

    private static IEnumerable<(int, long)> Due(Alarm[] alarms, int now) =>
        alarms.Select((alarm, i) => (i, alarm.At)).Where(due => due.At <= now).OrderBy(due => due.At).ToArray();
}
