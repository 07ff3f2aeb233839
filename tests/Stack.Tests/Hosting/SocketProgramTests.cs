using System.Globalization;
using System.Text;
using CsCheck;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Hosting;

/// <summary>Generated programs of socket calls on two hosts with a hostile link between them.</summary>
public sealed class SocketProgramTests
{
    /// <summary>Programs to run: NETSTACK_PROGRAMS=100000 for the long run.</summary>
    private static readonly long Programs =
        long.TryParse(Environment.GetEnvironmentVariable("NETSTACK_PROGRAMS"), CultureInfo.InvariantCulture, out long many) ? many : 400;

    private static readonly Gen<(int What, int Which, int Amount)> Call = Gen.Select(Gen.Int[0, 19], Gen.Int[0, 2], Gen.Int[1, 20_000]);

    [Fact]
    public void After_every_call_of_any_program_the_invariants_hold_and_every_connection_ends() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 3], Call.List[1, 60]).Sample(
            (seed, profile, calls) =>
            {
                SocketProgram program = new(seed, profile);
                foreach ((int what, int which, int amount) in calls)
                    program.Run(what, which, amount);
                program.Finish();
            },
            iter: Programs,
            print: input => Describe(input.Item1, input.Item2, input.Item3));

    private static string Describe(ulong seed, int profile, List<(int What, int Which, int Amount)> calls)
    {
        StringBuilder text = new($"new SocketProgram({seed}, {profile})");
        foreach ((int what, int which, int amount) in calls)
            text.Append(CultureInfo.InvariantCulture, $"; Run({what}, {which}, {amount})");
        return text.ToString();
    }
}
