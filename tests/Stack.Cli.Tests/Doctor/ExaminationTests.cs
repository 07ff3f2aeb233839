using NetStack.Cli.Doctor;
using Xunit;

namespace NetStack.Tests.Doctor;

public sealed class ExaminationTests
{
    private static readonly string[] Programs = ["apt-get", "ip", "tc", "ping", "curl", "nginx", "tcpdump", "tshark"];

    [Fact]
    public void On_a_machine_that_has_everything_nothing_is_to_be_done()
    {
        Examination examination = new(new Machine());
        IReadOnlyList<DoctorFinding> findings = examination.Run();
        Assert.All(findings, finding => Assert.True(finding.IsThere, finding.Name));
        Assert.Empty(examination.CommandsFor(findings));
    }

    [Fact]
    public void Missing_packages_come_in_one_command_each_once()
    {
        Machine machine = new() { Has = ["apt-get", "ping", "curl", "tcpdump"], LibpcapVersion = null };
        Examination examination = new(machine);
        Assert.Equal(["sudo apt-get install -y libpcap0.8 iproute2 nginx-light tshark"], examination.CommandsFor(examination.Run()));
    }

    [Fact]
    public void Root_needs_no_sudo()
    {
        Examination examination = new(new Machine { Has = [.. Programs.Except(["curl"])], IsRoot = true });
        Assert.Equal(["apt-get install -y curl"], examination.CommandsFor(examination.Run()));
    }

    [Fact]
    public void The_right_to_capture_is_given_to_this_program()
    {
        Examination examination = new(new Machine { MayCapture = false });
        Assert.Equal(["sudo setcap cap_net_raw,cap_net_admin=eip /opt/netstack"], examination.CommandsFor(examination.Run()));
    }

    [Fact]
    public void Without_libpcap_the_right_to_capture_is_not_asked_for()
    {
        Examination examination = new(new Machine { LibpcapVersion = null });
        Assert.DoesNotContain(examination.Run(), finding => finding.Name == "cap_net_raw");
    }

    [Fact]
    public void A_missing_TAP_device_is_brought_by_its_module_and_a_system_without_TAP_is_not_asked()
    {
        Examination examination = new(new Machine { HasTap = false });
        Assert.Equal(["sudo modprobe tun"], examination.CommandsFor(examination.Run()));
        Assert.DoesNotContain(new Examination(new Machine { HasTap = null }).Run(), finding => finding.Name == "/dev/net/tun");
    }

    [Fact]
    public void Where_no_package_manager_is_known_there_is_no_command()
    {
        Examination examination = new(new Machine { Has = [.. Programs.Except(["apt-get", "curl"])] });
        DoctorFinding curl = Assert.Single(examination.Run(), finding => !finding.IsThere);
        Assert.Null(examination.CommandFor(curl));
        Assert.Empty(examination.CommandsFor([curl]));
    }

    private sealed class Machine : IMachine
    {
        public string[] Has { get; init; } = Programs;

        public string DotnetVersion => "10.0.0";

        public string? LibpcapVersion { get; init; } = "1.10.3";

        public bool MayCapture { get; init; } = true;

        public bool? HasTap { get; init; } = true;

        public bool IsRoot { get; init; }

        public string ProgramPath => "/opt/netstack";

        public bool HasProgram(string name) => Has.Contains(name);
    }
}
