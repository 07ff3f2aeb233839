namespace NetStack.Cli.Doctor;

/// <summary>What the doctor asks of a machine.</summary>
internal interface IMachine
{
    /// <summary>The version of .NET.</summary>
    string DotnetVersion { get; }

    /// <summary>libpcap's (or Npcap's) version; null when it cannot be loaded.</summary>
    string? LibpcapVersion { get; }

    /// <summary>Whether this program may capture. Asked only when there is libpcap.</summary>
    bool MayCapture { get; }

    /// <summary>Whether TAP devices can be made; null when the system has none (they are Linux's).</summary>
    bool? HasTap { get; }

    /// <summary>Whether this program has all rights.</summary>
    bool IsRoot { get; }

    /// <summary>This program's file, for the command that gives it rights.</summary>
    string ProgramPath { get; }

    /// <summary>True when a program of that name can be started.</summary>
    bool HasProgram(string name);
}
