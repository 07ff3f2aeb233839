using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetStack.Tracing;
using Xunit;

namespace NetStack.Tests.Tracing;

/// <summary>Filters, breakpoints and files name events by their kinds.</summary>
public sealed partial class EventKindTests
{
    /// <summary>Kinds that people may have written down already: they are neither renamed nor taken away.</summary>
    private static readonly string[] Published =
    [
        "inet.address-changed", "inet.datagram-dropped", "inet.datagram-fragmented", "inet.datagram-reassembled",
        "inet.icmp-error-received", "inet.icmp-error-sent", "inet.neighbor-changed", "inet.path-mtu-changed", "inet.reassembly-failed",
        "tcp.challenge-sent", "tcp.cwnd-changed", "tcp.data-received", "tcp.path-mtu-lowered", "tcp.recovery-changed",
        "tcp.reordering-seen", "tcp.retransmitted", "tcp.rtt-measured", "tcp.segment-ignored", "tcp.segment-lost", "tcp.segment-sent",
        "tcp.send-deferred", "tcp.state-changed", "tcp.timer-expired", "tcp.timer-set", "udp.dropped",
    ];

    private static readonly ILookup<string, string> Kinds = typeof(StackEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(StackEvent)) && !type.IsAbstract)
        .ToLookup(type => ((StackEvent)RuntimeHelpers.GetUninitializedObject(type)).Kind, type => type.Name);

    [Fact]
    public void No_two_records_share_a_kind() =>
        Assert.DoesNotContain(Kinds, kind => kind.Count() > 1);

    [Fact]
    public void A_kind_is_a_dotted_name_in_small_letters() =>
        Assert.All(Kinds, kind => Assert.Matches(DottedName(), kind.Key));

    [Fact]
    public void A_kind_that_was_published_stays() =>
        Assert.Empty(Published.Except(Kinds.Select(kind => kind.Key)));

    [GeneratedRegex(@"^[a-z0-9]+(\.[a-z0-9]+(-[a-z0-9]+)*)+$")]
    private static partial Regex DottedName();
}
