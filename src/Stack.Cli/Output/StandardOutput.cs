using System.Runtime.InteropServices;
using NetStack.Bytes;

namespace NetStack.Cli.Output;

/// <summary>Standard output as octets: what is written gathers in a buffer and leaves in large pieces.</summary>
/// <remarks>The console stream of .NET swallows a broken pipe, so that <c>netstack dissect … | head</c> would read the
/// whole capture for nothing. On Unix we therefore call <c>write</c> ourselves.</remarks>
internal sealed partial class StandardOutput
{
    private const int FlushAt = 64 * 1024;
    private readonly Stream? _stream = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : null;

    /// <summary>Where to write.</summary>
    public Utf8Writer Writer { get; } = new(FlushAt + 4096);

    /// <summary>Sends what has gathered when it is worth a system call.</summary>
    public void FlushWhenFull()
    {
        if (Writer.Length >= FlushAt) Flush();
    }

    /// <summary>Sends what has gathered.</summary>
    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    public void Flush()
    {
        if (_stream is not null) _stream.Write(Writer.Written);
        else WriteAll(Writer.Written);
        Writer.Clear();
    }

    private static unsafe void WriteAll(ReadOnlySpan<byte> octets)
    {
        const int interrupted = 4, brokenPipe = 32;
        while (!octets.IsEmpty)
        {
            nint written;
            fixed (byte* first = octets)
                written = Write(1, first, (nuint)octets.Length);
            if (written >= 0)
            {
                octets = octets[(int)written..];
                continue;
            }

            int error = Marshal.GetLastSystemError();
            if (error == brokenPipe) throw new BrokenPipeException();
            if (error != interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint Write(int descriptor, byte* octets, nuint count);
}

/// <summary>Whoever read our output has gone (<c>| head</c>). Not an error: there is nothing left to do.</summary>
internal sealed class BrokenPipeException : IOException;
