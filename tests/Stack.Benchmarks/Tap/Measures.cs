namespace NetStack.Benchmarks.Tap;

/// <summary>What one end of a cable gives, as ordinary sockets at the other end see it. 0 is not measured.</summary>
/// <param name="Receive">Gbit/s of data that it takes.</param>
/// <param name="Send">Gbit/s of data that it gives.</param>
/// <param name="RoundTrip">Microseconds until 64 octets are back: the median.</param>
/// <param name="Connections">Connections a second, one after another.</param>
internal readonly record struct Measures(double Receive, double Send, double RoundTrip = 0, double Connections = 0)
{
    private const int RoundTrips = 20_000;

    /// <summary>Measures what answers <paramref name="kernel"/>: all four, one after another.</summary>
    public static Measures Of(KernelEnd kernel, double seconds)
    {
        double receive = kernel.Send(HostEnd.DiscardPort, seconds), send = kernel.Receive(HostEnd.SourcePort, seconds);
        return new Measures(receive, send).WithLatency(kernel, seconds);
    }

    /// <summary>Adds the two that count frames, not octets.</summary>
    public Measures WithLatency(KernelEnd kernel, double seconds) => this with
    {
        RoundTrip = kernel.RoundTrip(HostEnd.EchoPort, RoundTrips),
        Connections = kernel.Connections(HostEnd.EchoPort, seconds),
    };
}
