namespace NetStack.Transport.Udp;

/// <summary>Whoever uses an endpoint: it is told that something has changed, notes it and returns.</summary>
public interface IUdpUser
{
    /// <summary>A datagram or an error has arrived.</summary>
    /// <param name="what">What has newly happened.</param>
    void OnReady(Readiness what);
}
