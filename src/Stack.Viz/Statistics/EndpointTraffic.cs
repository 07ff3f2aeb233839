using NetStack.Bytes;

namespace NetStack.Viz.Statistics;

/// <summary>What an address has sent and received.</summary>
/// <param name="address">The address.</param>
public sealed class EndpointTraffic(IpAddress address)
{
    /// <summary>The address.</summary>
    public IpAddress Address { get; } = address;

    /// <summary>Frames that it sent.</summary>
    public long FramesSent { get; internal set; }

    /// <summary>Frames that it received.</summary>
    public long FramesReceived { get; internal set; }

    /// <summary>Octets of the frames that it sent.</summary>
    public long OctetsSent { get; internal set; }

    /// <summary>Octets of the frames that it received.</summary>
    public long OctetsReceived { get; internal set; }

    /// <summary>Octets in both directions.</summary>
    public long Octets => OctetsSent + OctetsReceived;
}
