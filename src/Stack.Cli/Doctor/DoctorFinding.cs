namespace NetStack.Cli.Doctor;

/// <summary>What the doctor found of one thing.</summary>
/// <param name="Name">What it is called: a program, a library, a right.</param>
/// <param name="NeedText">What it is for: a text's key.</param>
/// <param name="IsThere">Whether it is there.</param>
/// <param name="Detail">Its version, or the like.</param>
/// <param name="Package">The package of the system's package manager that brings it.</param>
/// <param name="Command">The command that brings it, when that is no package.</param>
internal sealed record DoctorFinding(
    string Name, string NeedText, bool IsThere, string? Detail = null, string? Package = null, string? Command = null);
