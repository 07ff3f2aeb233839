namespace NetStack.Transport;

/// <summary>Why a call on a socket failed, with the names of POSIX and the numbers of Linux. <c>default</c> is success.</summary>
public enum Errno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>A call was not allowed.</summary>
    EPERM = 1,

    /// <summary>No such entry.</summary>
    ENOENT = 2,

    /// <summary>An error below.</summary>
    EIO = 5,

    /// <summary>Not an open descriptor.</summary>
    EBADF = 9,

    /// <summary>The call would have to wait (EWOULDBLOCK).</summary>
    EAGAIN = 11,

    /// <summary>No memory.</summary>
    ENOMEM = 12,

    /// <summary>Not permitted: a datagram to everybody, and SO_BROADCAST is off.</summary>
    EACCES = 13,

    /// <summary>A bad buffer.</summary>
    EFAULT = 14,

    /// <summary>It exists already.</summary>
    EEXIST = 17,

    /// <summary>No such interface.</summary>
    ENODEV = 19,

    /// <summary>A bad argument, or a call that this state does not know.</summary>
    EINVAL = 22,

    /// <summary>Too many open descriptors.</summary>
    EMFILE = 24,

    /// <summary>The sending half is closed.</summary>
    EPIPE = 32,

    /// <summary>A call would never end.</summary>
    EDEADLK = 35,

    /// <summary>Not provided.</summary>
    ENOSYS = 38,

    /// <summary>Not a socket.</summary>
    ENOTSOCK = 88,

    /// <summary>The peer says that the protocol was broken.</summary>
    EPROTO = 71,

    /// <summary>No destination given, and none connected.</summary>
    EDESTADDRREQ = 89,

    /// <summary>A datagram that is too large.</summary>
    EMSGSIZE = 90,

    /// <summary>The protocol is of another type than the socket.</summary>
    EPROTOTYPE = 91,

    /// <summary>No such option.</summary>
    ENOPROTOOPT = 92,

    /// <summary>No such protocol.</summary>
    EPROTONOSUPPORT = 93,

    /// <summary>This kind of socket does not know the call.</summary>
    EOPNOTSUPP = 95,

    /// <summary>No such family of addresses.</summary>
    EAFNOSUPPORT = 97,

    /// <summary>The local address and port are taken.</summary>
    EADDRINUSE = 98,

    /// <summary>Not an address of this host.</summary>
    EADDRNOTAVAIL = 99,

    /// <summary>No route to the network.</summary>
    ENETUNREACH = 101,

    /// <summary>The connection was given up on this side.</summary>
    ECONNABORTED = 103,

    /// <summary>The peer reset the connection.</summary>
    ECONNRESET = 104,

    /// <summary>The memory for buffers is used up.</summary>
    ENOBUFS = 105,

    /// <summary>Connected already.</summary>
    EISCONN = 106,

    /// <summary>Not connected.</summary>
    ENOTCONN = 107,

    /// <summary>No answer.</summary>
    ETIMEDOUT = 110,

    /// <summary>The peer refused: nobody listens there.</summary>
    ECONNREFUSED = 111,

    /// <summary>No route to the host, or no neighbour with that address.</summary>
    EHOSTUNREACH = 113,

    /// <summary>A connection is being opened already.</summary>
    EALREADY = 114,

    /// <summary>The operation was taken back.</summary>
    ECANCELED = 125,

    /// <summary>The connection is being opened; the end of it shows as readiness to write.</summary>
    EINPROGRESS = 115,
}
