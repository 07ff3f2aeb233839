using NetStack.Transport.Tcp;

namespace NetStack.Packetdrill;

/// <summary>Scripts configure TCP with <c>sysctl net.ipv4.tcp_…</c>. The files behind these names, in the network namespace that the
/// tool runs in, are read as a profile of our TCP: what each means is <see cref="LinuxSysctls"/>'s matter.</summary>
internal static class Sysctls
{
    /// <summary>A profile changed by the settings that can be read; the others stay.</summary>
    /// <param name="folder">/proc/sys/net/ipv4, or a folder with files of the same names.</param>
    /// <param name="profile">What it is without settings.</param>
    public static TcpProfile Apply(string folder, TcpProfile profile)
    {
        foreach (string name in LinuxSysctls.Names)
        {
            if (Read(folder, name) is not { Length: > 0 } value) continue;
            profile = LinuxSysctls.Apply(profile, name, value) ?? profile;
        }

        return profile;
    }

    /// <summary>tcp_fastopen_key.</summary>
    /// <returns>The key as two little-endian words; null when there is none, or it may not be read.</returns>
    public static (ulong Low, ulong High)? FastOpenKey(string folder)
    {
        if (Read(folder, LinuxSysctls.FastOpenKey) is not { } text || !LinuxSysctls.TryFastOpenKey(text, out (ulong Low, ulong High) key)) return null;
        return (key.Low | key.High) == 0 ? null : key; // all zero: nobody has set one yet
    }

    private static string? Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // this kernel does not know it, or shows it to root only
        }
    }
}
