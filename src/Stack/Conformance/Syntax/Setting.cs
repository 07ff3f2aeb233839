namespace NetStack.Conformance.Syntax;

/// <summary>One setting of the host, as a script's backtick lines make it. It is never run in a shell.</summary>
/// <param name="Name">Dotted as sysctl writes it (net.ipv4.tcp_sack), or <see cref="Defaults"/>.</param>
/// <param name="Value">The text behind =, without quotes; for <see cref="Defaults"/> the path that was named.</param>
public sealed record Setting(string Name, string Value)
{
    /// <summary>The name that stands for a script defaults.sh: all settings go back to those of the profile.</summary>
    public const string Defaults = "defaults";
}
