using NetStack.Bytes;

namespace NetStack.Internet.Multicast;

/// <summary>A group that an interface has joined. Source: RFC 2236 §6, RFC 2710 §5.</summary>
internal sealed class GroupMembership(IpAddress group)
{
    public IpAddress Group { get; } = group;

    /// <summary>How many have joined: the last to leave ends the membership.</summary>
    public int Members { get; set; }

    /// <summary>When it is reported next.</summary>
    public Timestamp ReportAt { get; set; } = Timestamp.Never;

    /// <summary>This host was the last to report: it says so when it leaves. Source: RFC 2236 §3.</summary>
    public bool WasReported { get; set; }
}
