namespace NetStack.Transport.Tcp.Congestion;

/// <summary>The congestion controls by name.</summary>
public static class CongestionControls
{
    /// <summary>The one that a profile names, for a new connection.</summary>
    public static ICongestionControl Make(TcpProfile profile) => profile.CongestionControl switch
    {
        CongestionAlgorithm.Cubic => new Cubic(profile.HyStart ? new HyStart(profile.ConservativeSlowStart) : null),
        CongestionAlgorithm.Vegas => new Vegas(),
        CongestionAlgorithm.None => NoControl.Instance,
        _ => Reno.Instance,
    };
}
