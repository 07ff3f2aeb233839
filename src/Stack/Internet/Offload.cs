namespace NetStack.Internet;

/// <summary>Work that whoever takes an interface's frames does for the host.</summary>
[Flags]
public enum Offload : byte
{
    /// <summary>None: every frame leaves complete and within the MTU.</summary>
    None = 0,

    /// <summary>It completes partial transport checksums.</summary>
    PartialChecksums = 1,

    /// <summary>It cuts super-segments into segments.</summary>
    SuperSegments = 2,
}
