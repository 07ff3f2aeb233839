using NetStack.Capture;
using NetStack.Capture.Live;

namespace NetStack.Cli.Doctor;

/// <summary>The machine that the program runs on.</summary>
internal sealed class ThisMachine : IMachine
{
    private const string TunDevice = "/dev/net/tun";

    // Where programs for administrators are, which are not on everybody's PATH.
    private static readonly string[] MoreFolders = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

    public string DotnetVersion => Environment.Version.ToString();

    public string? LibpcapVersion => LiveDevices.LibraryVersion;

    public bool MayCapture
    {
        get
        {
            try
            {
                foreach (LiveDevice device in LiveDevices.List().Where(device => device.IsUp).Take(1))
                    LiveCapture.Open(new() { Device = device.Name }).Dispose();
                return true;
            }
            catch (CaptureException e)
            {
                return e.Error != CaptureError.NoPermission;
            }
        }
    }

    public bool? HasTap => OperatingSystem.IsLinux() ? File.Exists(TunDevice) : null;

    public bool IsRoot => Environment.IsPrivilegedProcess;

    public string ProgramPath => Environment.ProcessPath ?? "netstack";

    public bool HasProgram(string name)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return folders.Concat(MoreFolders).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, file)));
    }
}
