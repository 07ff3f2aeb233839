namespace NetStack.Capture.Live;

/// <summary>How to capture.</summary>
public sealed record LiveOptions
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>A capture filter in libpcap's language, which the kernel applies; null for everything.</summary>
    public string? Filter { get; init; }

    /// <summary>True to see also frames for other stations.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>The most octets of each frame to keep.</summary>
    public int SnapLength { get; init; } = Recording.RecordingReader.PlausibleFrameLength;

    /// <summary>Octets in which the kernel keeps frames until they are taken; null for libpcap's default (2 MiB).</summary>
    public int? KernelBufferOctets { get; init; }

    /// <summary>How long the kernel gathers frames before it hands them on, and how soon a stop is noticed.</summary>
    public TimeSpan HandOverEvery { get; init; } = TimeSpan.FromMilliseconds(50);
}
