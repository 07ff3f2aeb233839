namespace NetStack.Hosting;

/// <summary>How often a poller reports that a socket is ready.</summary>
[Flags]
public enum PollerMode : byte
{
    /// <summary>Each time it is asked, as long as the socket is ready.</summary>
    Level = 0,

    /// <summary>When something new happens, also when the socket was ready before (EPOLLET).</summary>
    Edge = 1,

    /// <summary>Once; then not until it is modified (EPOLLONESHOT).</summary>
    OneShot = 2,
}
