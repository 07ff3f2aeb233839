using System.Diagnostics;
using System.Net.Sockets;

namespace NetStack.Benchmarks.Tap;

/// <summary>A program that runs in a namespace for as long as it is measured.</summary>
internal sealed class PeerProgram : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(5), LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly Process _process;

    /// <summary>Starts it. <c>ip netns exec</c> becomes the program: to end the one is to end the other.</summary>
    public PeerProgram(string network, string command)
    {
        ProcessStartInfo start = new("ip", $"netns exec {network} {command}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>Waits until a connection through it comes about.</summary>
    /// <exception cref="InvalidOperationException">It never does.</exception>
    public void WaitUntilServed(KernelEnd kernel)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (; watch.Elapsed < StartsWithin && !_process.HasExited; Thread.Sleep(LookEvery))
        {
            try
            {
                kernel.Connect(HostEnd.EchoPort).Dispose();
                return;
            }
            catch (SocketException)
            {
                // no device yet, or nobody listens yet
            }
        }

        _process.Kill();
        string said = _process.StandardError.ReadToEnd().Trim();
        throw new InvalidOperationException($"no connection came about; the program says: {said}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
