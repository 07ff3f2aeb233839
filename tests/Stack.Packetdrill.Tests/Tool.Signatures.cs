using System.Runtime.InteropServices;

namespace NetStack.Tests;

// The C signatures of the table's functions.
internal sealed partial class Tool
{
    private delegate void InitializeCall([MarshalAs(UnmanagedType.LPUTF8Str)] string? flags, [In, Out] nint[] table);

    private delegate void FreeCall(nint userData);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int OneNumberCall(nint userData, int a);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int TwoNumbersCall(nint userData, int a, int b);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int ThreeNumbersCall(nint userData, int a, int b, int c);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int AddressCall(nint userData, int fd, byte[] address, uint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int AddressOutCall(nint userData, int fd, [In, Out] byte[] address, ref uint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate nint DataCall(nint userData, int fd, [In, Out] byte[]? data, nint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate nint FlaggedDataCall(nint userData, int fd, [In, Out] byte[] data, nint length, int flags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate nint DataFromCall(
        nint userData, int fd, [In, Out] byte[] data, nint length, int flags, [In, Out] byte[] address, ref uint addressLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate nint DataToCall(nint userData, int fd, byte[] data, nint length, int flags, byte[]? address, uint addressLength);

    /// <summary>readv, writev, recvmsg, sendmsg: a structure and a number.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate nint StructureCall(nint userData, int fd, [In, Out] nint[] structure, int number);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int DeviceCall(nint userData, int fd, nuint request, out int result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int GetOptionCall(nint userData, int fd, int level, int name, [In, Out] byte[] value, ref uint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int SetOptionCall(nint userData, int fd, int level, int name, byte[] value, uint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int PollCall(nint userData, [In, Out] long[] entries, nuint count, int milliseconds);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int DeviceSendCall(nint userData, byte[] packet, nint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int DeviceReceiveCall(nint userData, [In, Out] byte[] packet, ref nint length, out long at);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int TimeCall(nint userData, [In, Out] long[] time, nint zone);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int PollerControlCall(nint userData, int poller, int operation, int fd, byte[] entry);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int PollerWaitCall(nint userData, int poller, [In, Out] byte[] entries, int room, int milliseconds);
}
