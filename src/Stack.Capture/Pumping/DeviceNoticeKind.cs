namespace NetStack.Capture.Pumping;

/// <summary>What happened to a device.</summary>
public enum DeviceNoticeKind
{
    /// <summary>Its MTU has changed.</summary>
    MtuChanged,

    /// <summary>It went away. The pump goes on: connections live as long as their timers let them.</summary>
    Gone,

    /// <summary>It is there again.</summary>
    Back,
}
