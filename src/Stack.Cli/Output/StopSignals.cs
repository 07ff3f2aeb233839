using System.Runtime.InteropServices;

namespace NetStack.Cli.Output;

/// <summary>Ctrl-C and its like (SIGINT, SIGTERM, SIGHUP) as a wish to end in good order. The second one ends at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _isRequested;

    public StopSignals()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Request));
    }

    /// <summary>True once somebody wants the program to end.</summary>
    public bool IsRequested => _isRequested;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void Request(PosixSignalContext context)
    {
        context.Cancel = !_isRequested;
        _isRequested = true;
    }
}
