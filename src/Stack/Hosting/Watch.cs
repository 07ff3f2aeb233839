using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>Somebody who wants to know when a socket becomes ready: a poller or a completion ring.</summary>
/// <param name="socket">The socket.</param>
internal abstract class Watch(Socket socket)
{
    public Socket Socket { get; } = socket;

    /// <summary>The next watch of the same socket.</summary>
    public Watch? NextOfSocket { get; set; }

    /// <summary>Something has newly happened: it is noted, and nothing is called back.</summary>
    public abstract void OnReady(Readiness what);

    /// <summary>The socket is being closed.</summary>
    public abstract void OnClosed();
}
