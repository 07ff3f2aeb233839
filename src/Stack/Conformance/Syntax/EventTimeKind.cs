namespace NetStack.Conformance.Syntax;

/// <summary>What a time counts from.</summary>
public enum EventTimeKind
{
    /// <summary>From the start of the script: 0.1.</summary>
    Absolute,

    /// <summary>From the event before: +0.1.</summary>
    Relative,

    /// <summary>Any time at all: *.</summary>
    Any,
}
