using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>The library's door: the one function that the tool looks up, and the table of 33 pointers that it fills. The functions
/// behind them stand in <c>.Calls</c>.</summary>
internal static unsafe partial class Exports
{
    /// <summary>Begins a run: a fresh host, whatever was before.</summary>
    /// <param name="flags">The text of --so_flags, null when there is none.</param>
    /// <param name="table">The struct of 33 pointers.</param>
    [UnmanagedCallersOnly(EntryPoint = "packetdrill_interface_init", CallConvs = [typeof(CallConvCdecl)])]
    private static void Initialize(byte* flags, nint* table)
    {
        object userData;
        try
        {
            Session session = new(StartFlags.Parse(Marshal.PtrToStringUTF8((nint)flags)));
            userData = Session.Latest = session;
            GetsockoptHook.Install();
        }
        catch (Exception problem) // nothing may leave a function that C calls
        {
            LibC.Log(problem is FormatException ? problem.Message : problem.ToString());
            userData = problem; // every call will fail
        }

        Fill(table, GCHandle.ToIntPtr(GCHandle.Alloc(userData)));
    }

    /// <summary>Answers a call of C: -1 and errno for an error, also for one of ours.</summary>
    public static long Answer(Session session, Func<Session, Outcome> call)
    {
        Outcome outcome;
        try
        {
            outcome = session.Run(call);
        }
        catch (Exception problem) // nothing may leave a function that C calls
        {
            LibC.Log(problem.ToString());
            outcome = Errno.EIO;
        }

        if (outcome.Error == Errno.None) return outcome.Value;
        Marshal.SetLastSystemError((int)outcome.Error); // last of all: anything may change errno
        return -1;
    }

    private static long Answer(nint userData, Func<Session, Outcome> call)
    {
        if (GCHandle.FromIntPtr(userData).Target is Session session) return Answer(session, call);
        Marshal.SetLastSystemError((int)Errno.EIO);
        return -1;
    }

    private static void Fill(nint* table, nint userData)
    {
        ReadOnlySpan<nint> pointers =
        [
            userData,
            (nint)(delegate* unmanaged[Cdecl]<nint, void>)&Free,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, int>)&Socket,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, uint, int>)&Bind,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int>)&Listen,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, uint*, int>)&Accept,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, uint, int>)&Connect,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, nint>)&Read,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, IoVector*, int, nint>)&ReadVector,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, int, nint>)&Receive,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, int, byte*, uint*, nint>)&ReceiveFrom,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, MessageHeader*, int, nint>)&ReceiveMessage,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, nint>)&Write,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, IoVector*, int, nint>)&WriteVector,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, int, nint>)&Send,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, nuint, int, byte*, uint, nint>)&SendTo,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, MessageHeader*, int, nint>)&SendMessage,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, nint, int>)&FileControl,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, nuint, int*, int>)&DeviceControl,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Close,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int>)&Shutdown,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, byte*, uint*, int>)&GetOption,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, byte*, uint, int>)&SetOption,
            (nint)(delegate* unmanaged[Cdecl]<nint, PollDescriptor*, nuint, int, int>)&Poll,
            (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nuint, int>)&DeviceSend,
            (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nuint*, long*, int>)&DeviceReceive,
            (nint)(delegate* unmanaged[Cdecl]<nint, uint, int>)&Sleep,
            (nint)(delegate* unmanaged[Cdecl]<nint, long*, void*, int>)&GetTime,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&CreatePoller,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, byte*, int>)&ControlPoller,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, int, int, int>)&WaitForPoller,
            (nint)(delegate* unmanaged[Cdecl]<nint, int*, int>)&Pipe,
            (nint)(delegate* unmanaged[Cdecl]<nint, int, long*, int, long*, nuint, uint, nint>)&Splice,
        ];
        pointers.CopyTo(new Span<nint>(table, pointers.Length));
    }
}
