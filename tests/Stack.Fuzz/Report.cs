using System.Globalization;
using System.Text;

namespace NetStack.Fuzz;

/// <summary>Tells how campaigns went.</summary>
internal static class Report
{
    /// <summary>Writes a line and hands the outcome on.</summary>
    public static Outcome Show(Outcome outcome)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Target}: {outcome.Inputs} inputs in {outcome.Time.TotalSeconds:f0} s, {outcome.GivenUp} given up, largest session {outcome.LargestSession / 1024} KiB, {outcome.Fault ?? "bounded"}"));
        return outcome;
    }

    /// <summary>The table of who is let in.</summary>
    public static string Table(IReadOnlyList<Outcome> outcomes)
    {
        StringBuilder text = new("""
            # What PacketDotNet may read

            PacketDotNet 1.4.8, each type in a process of its own under a limit of time (60 s for 50,000 inputs) and memory (1 GiB).
            "Given up" counts inputs on which it threw: those become findings. Made by

                dotnet run --project tests/Stack.Fuzz -c Release -- longtail --table tests/Stack.Fuzz/ADMITTED.md

            | type | inputs | seconds | given up | outcome |
            | --- | ---: | ---: | ---: | --- |

            """);
        foreach (Outcome outcome in outcomes)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {outcome.Target} | {outcome.Inputs} | {outcome.Time.TotalSeconds:f0} | {outcome.GivenUp} | {(outcome.Fault is null ? "admitted" : "not admitted: " + outcome.Fault.Split(' ')[0])} |");
        }

        text.Append("""

            What it could read and is not asked to:

            - everything that the stack reads itself (Ethernet, 802.1Q, ARP, IP, ICMP, IGMP, TCP, UDP, PPP, PPPoE, GRE, VXLAN, cooked
              captures, DHCP);
            - LLDP and OSPF: ours are small, and OSPF version 3 is not in it;
            - L2TP: bounded over ten million inputs (204,584 given up), but with the length bit set it takes the length for the
              tunnel, so ours reads it;
            - PPI, DRDA, RTP and RTCP: not tried.

            """);
        return text.ToString();
    }
}
