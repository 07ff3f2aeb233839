using System.Diagnostics;
using System.Globalization;

namespace NetStack.Benchmarks.Compare;

/// <summary>Records real TCP between two network namespaces over a veth pair: needs root, iproute2, ethtool and tcpdump.</summary>
internal static class TrafficRecorder
{
    /// <summary>Records frames into a pcap file, unless it is there from an earlier run with as many.</summary>
    /// <param name="file">Where to write.</param>
    /// <param name="kind">tiny or mixed.</param>
    /// <param name="packets">How many frames.</param>
    /// <returns>False, with a line on standard error, when it cannot be done here.</returns>
    public static bool TryRecord(string file, string kind, int packets)
    {
        string marker = $"{file}.{packets}";
        if (File.Exists(file) && File.Exists(marker)) return true;
        if (Environment.UserName != "root")
        {
            Console.Error.WriteLine("compare: recording needs root (network namespaces); run it with sudo, or copy "
                + $"a capture to {file} and make an empty file {marker}");
            return false;
        }

        Shell.RunOrThrow(Script(file, kind, packets));
        File.WriteAllText(marker, "");
        return true;
    }

    private static string Script(string file, string kind, int packets)
    {
        string us = $"'{Environment.ProcessPath}'";
        string count = packets.ToString(CultureInfo.InvariantCulture);
        return $$"""
            set -e
            run=bench$$
            finish() { for n in $run-a $run-b; do ip netns pids $n | xargs -r kill -9; ip netns del $n; done; }
            trap 'finish 2>/dev/null' EXIT
            ip netns add $run-a; ip netns add $run-b
            ip link add eth0 netns $run-a address 00:00:5e:00:53:01 type veth peer name eth0 netns $run-b address 00:00:5e:00:53:02
            for n in a b; do
                ip netns exec $run-$n ethtool -K eth0 tx off sg off tso off gso off gro off >/dev/null
                ip netns exec $run-$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.tcp_timestamps={{(kind == "tiny" ? 0 : 1)}}
                ip -n $run-$n link set eth0 up
            done
            ip -n $run-a addr add 192.0.2.1/24 dev eth0; ip -n $run-b addr add 192.0.2.2/24 dev eth0
            ip netns exec $run-b {{us}} traffic serve 9000 >/dev/null & sleep 2
            ip netns exec $run-a tcpdump -Z root -i eth0 -B 262144 -c {{count}} -w '{{file}}' 2>'{{file}}.log' & recorder=$!
            sleep 1
            ip netns exec $run-a {{us}} traffic call 192.0.2.2 9000 {{kind}} & sleep 0.1
            wait $recorder
            tail -3 '{{file}}.log' >&2
            """;
    }
}
