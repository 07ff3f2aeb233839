using System.Runtime.InteropServices;
using System.Text;

namespace NetStack.Packetdrill;

/// <summary>The few functions of the C library that are needed; linked directly, so nothing is looked up at run time.</summary>
internal static unsafe partial class LibC
{
    public const int OpenReadWrite = 2, OpenCloseOnExec = 0x8_0000;
    public const int ProtectRead = 1, ProtectWrite = 2;
    private const int StandardError = 2;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(nuint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    public static partial int IteratePrograms(delegate* unmanaged<byte*, nuint, void*, int> callback, void* data);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int fd, byte* octets, nuint count);

    /// <summary>Says something to whoever runs the tool.</summary>
    public static void Log(string message)
    {
        byte[] line = Encoding.UTF8.GetBytes($"netstack: {message}\n");
        fixed (byte* octets = line) _ = Write(StandardError, octets, (nuint)line.Length);
    }
}
