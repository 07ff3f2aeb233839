namespace NetStack.Cli.Commands;

/// <summary>What <c>netstack capture</c> was asked for, as the command line says it.</summary>
internal sealed record CaptureRequest
{
    /// <summary>-i.</summary>
    public required string Device { get; init; }

    /// <summary>-f.</summary>
    public string? CaptureFilter { get; init; }

    /// <summary>-c.</summary>
    public int? Count { get; init; }

    /// <summary>-a.</summary>
    public IReadOnlyList<string> StopWhen { get; init; } = [];

    /// <summary>-s.</summary>
    public int? SnapLength { get; init; }

    /// <summary>-p.</summary>
    public bool NotPromiscuous { get; init; }

    /// <summary>-B, in MiB.</summary>
    public int? BufferMebibytes { get; init; }

    /// <summary>-w.</summary>
    public string? WriteTo { get; init; }

    /// <summary>-Y.</summary>
    public string? DisplayFilter { get; init; }

    /// <summary>--view.</summary>
    public string? View { get; init; }
}
