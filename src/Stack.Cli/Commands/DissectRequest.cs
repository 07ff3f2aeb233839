namespace NetStack.Cli.Commands;

/// <summary>What <c>netstack dissect</c> was asked for, as the command line says it.</summary>
internal sealed record DissectRequest
{
    /// <summary>The capture file, or - for standard input.</summary>
    public required string File { get; init; }

    /// <summary>-T; null when it was not said.</summary>
    public string? Form { get; init; }

    /// <summary>-e.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>-E.</summary>
    public IReadOnlyList<string> Format { get; init; } = [];

    /// <summary>-o.</summary>
    public IReadOnlyList<string> Preferences { get; init; } = [];

    /// <summary>-d.</summary>
    public IReadOnlyList<string> DecodeAs { get; init; } = [];

    /// <summary>-Y.</summary>
    public string? Filter { get; init; }

    /// <summary>-c.</summary>
    public int? Count { get; init; }

    /// <summary>-w.</summary>
    public string? WriteTo { get; init; }

    /// <summary>-2.</summary>
    public bool TwoPasses { get; init; }
}
