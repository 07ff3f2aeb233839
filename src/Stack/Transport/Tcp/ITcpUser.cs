namespace NetStack.Transport.Tcp;

/// <summary>Whoever uses a connection or a listener: it is told that something has changed, notes it and returns.</summary>
public interface ITcpUser
{
    /// <summary>Something happened that may have made it ready: data or a connection has arrived, room was made, the
    /// state has changed.</summary>
    /// <param name="what">What has newly happened.</param>
    void OnReady(Readiness what);
}
