using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetStack.Packetdrill;

/// <summary>The tool asks for TCP_INFO with the C library's getsockopt, passing by the interface, and would hear of /dev/null.
/// So the tool's own reference to getsockopt is turned towards us; what is not ours goes on to the kernel.</summary>
/// <remarks>The ELF file of a program lists each imported function as a relocation: a name, and the slot that holds the function's
/// address when the program runs. Found: the main program's headers (dl_iterate_phdr, first entry), its dynamic section, the
/// relocation tables there. Source: System V ABI, "Program Loading and Dynamic Linking"; the same on x86-64 and arm64.</remarks>
internal static unsafe class GetsockoptHook
{
    private const int ProgramHeaderLength = 56, VirtualAddressAt = 16, Dynamic = 2; // PT_DYNAMIC
    private const int RelocationLength = 24, RelocationInfoAt = 8, SymbolLength = 24;

    // tags of the dynamic section
    private const long End = 0, StringTable = 5, SymbolTable = 6;
    private const long Relocations = 7, RelocationsSize = 8, ProcedureTable = 23, ProcedureTableSize = 2;

    private static nint KernelNumber => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 55 : 209;

    /// <summary>Turns the reference.</summary>
    /// <returns>False when the program has none.</returns>
    public static bool Install()
    {
        bool isInstalled = false;
        _ = LibC.IteratePrograms(&OnProgram, &isInstalled);
        return isInstalled;
    }

    [UnmanagedCallersOnly]
    private static int OnProgram(byte* info, nuint size, void* isInstalled)
    {
        const int headersAt = 16, headerCountAt = 24;
        byte* loaded = *(byte**)info, headers = *(byte**)(info + headersAt);
        for (int i = 0; i < *(ushort*)(info + headerCountAt); i++)
        {
            byte* header = headers + (i * ProgramHeaderLength);
            if (*(uint*)header == Dynamic) *(bool*)isInstalled = Redirect(loaded, (long*)(loaded + *(ulong*)(header + VirtualAddressAt)));
        }

        return 1; // the main program comes first: enough
    }

    private static bool Redirect(byte* loaded, long* dynamic)
    {
        Dictionary<long, long> tags = [];
        for (; dynamic[0] != End; dynamic += 2) tags[dynamic[0]] = dynamic[1];
        if (!tags.TryGetValue(SymbolTable, out long symbols) || !tags.TryGetValue(StringTable, out long strings)) return false;
        bool isFound = false;
        // imported functions stand in the procedure table, or (-fno-plt) among the other relocations
        foreach ((long table, long size) in new[] { (ProcedureTable, ProcedureTableSize), (Relocations, RelocationsSize) })
        {
            if (!tags.TryGetValue(table, out long first) || !tags.TryGetValue(size, out long length)) continue;
            for (byte* at = At(loaded, first), end = at + length; at < end; at += RelocationLength)
            {
                uint symbol = *(uint*)(at + RelocationInfoAt + sizeof(uint));
                byte* name = At(loaded, strings) + *(uint*)(At(loaded, symbols) + (symbol * SymbolLength));
                if (symbol == 0 || !MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).SequenceEqual("getsockopt"u8)) continue;
                isFound |= Overwrite((nuint)(loaded + *(ulong*)at));
            }
        }

        return isFound;
    }

    /// <summary>The C library replaces file addresses by memory addresses here, or leaves them: both are understood.</summary>
    private static byte* At(byte* loaded, long address) => (nuint)address < (nuint)loaded ? loaded + address : (byte*)address;

    private static bool Overwrite(nuint slot)
    {
        nuint page = slot & ~(nuint)(Environment.SystemPageSize - 1);
        if (LibC.Protect(page, (nuint)Environment.SystemPageSize, LibC.ProtectRead | LibC.ProtectWrite) != 0) return false;
        *(nint*)slot = (nint)(delegate* unmanaged[Cdecl]<int, int, int, byte*, uint*, int>)&GetOption;
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetOption(int fd, int level, int name, byte* value, uint* length)
    {
        if (Session.Latest is { } session && session.Owns(fd))
            return (int)Exports.Answer(session, called => called.Calls.GetOption(fd, level, name, value, length));
        nint result = LibC.SystemCall(KernelNumber, fd, level, name, (nint)value, (nint)length);
        if (result < 0) Marshal.SetLastSystemError(Marshal.GetLastPInvokeError());
        return (int)result;
    }
}
