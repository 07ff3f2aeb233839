using NetStack.Viz.Commands;

namespace NetStack.Cli.Doctor;

/// <summary>Looks at everything that some command or lab needs, and knows the command that brings what is missing.</summary>
internal sealed class Examination(IMachine machine)
{
    // Program, Debian's package, what it is for. Labs on Linux use them; elsewhere captures can be read all the same.
    private static readonly (string Name, string Package, string Need)[] Programs =
    [
        ("ip", "iproute2", DoctorTexts.Ip),
        ("tc", "iproute2", DoctorTexts.Tc),
        ("ping", "iputils-ping", DoctorTexts.Ping),
        ("curl", "curl", DoctorTexts.Curl),
        ("nginx", "nginx-light", DoctorTexts.Nginx),
        ("tcpdump", "tcpdump", DoctorTexts.Tcpdump),
        ("tshark", "tshark", DoctorTexts.Tshark),
    ];

    /// <summary>Looks at everything.</summary>
    public IReadOnlyList<DoctorFinding> Run()
    {
        string? libpcap = machine.LibpcapVersion;
        List<DoctorFinding> findings =
        [
            new(".NET", DoctorTexts.Dotnet, IsThere: true, machine.DotnetVersion),
            new(OperatingSystem.IsWindows() ? "Npcap" : "libpcap", DoctorTexts.Libpcap, libpcap is not null, libpcap, "libpcap0.8"),
        ];
        if (libpcap is not null)
            findings.Add(new("cap_net_raw", DoctorTexts.Rights, machine.MayCapture,
                Command: Sudo($"setcap cap_net_raw,cap_net_admin=eip {machine.ProgramPath}")));
        if (machine.HasTap is { } hasTap)
            findings.Add(new("/dev/net/tun", DoctorTexts.Tap, hasTap, Command: Sudo("modprobe tun")));
        foreach ((string name, string package, string need) in Programs)
            findings.Add(new(name, need, machine.HasProgram(name), Package: package));
        return findings;
    }

    /// <summary>The command that brings one thing; null where we know none for this system.</summary>
    public string? CommandFor(DoctorFinding finding) => finding switch
    {
        { Command: { } command } => command,
        { Package: { } package } when machine.HasProgram("apt-get") => Sudo($"apt-get install -y {package}"),
        { Package: not null } when machine.HasProgram("brew") => $"brew install {finding.Name}",
        _ => null,
    };

    /// <summary>The commands that bring everything that is missing, packages in one.</summary>
    public IReadOnlyList<string> CommandsFor(IEnumerable<DoctorFinding> findings)
    {
        List<DoctorFinding> missing = [.. findings.Where(finding => !finding.IsThere)];
        List<string> commands = [];
        string[] packages = [.. missing.Select(finding => finding.Package).OfType<string>().Distinct()];
        if (packages.Length > 0 && machine.HasProgram("apt-get"))
            commands.Add(Sudo($"apt-get install -y {string.Join(' ', packages)}"));
        else
            commands.AddRange(missing.Where(finding => finding.Package is not null).Select(CommandFor).OfType<string>());
        commands.AddRange(missing.Select(finding => finding.Command).OfType<string>());
        return commands;
    }

    private string Sudo(string command) => machine.IsRoot ? command : "sudo " + command;
}
