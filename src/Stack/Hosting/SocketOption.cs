namespace NetStack.Hosting;

/// <summary>What can be set on a socket. The value is Linux's level (upper 16 bits) and number.</summary>
public enum SocketOption
{
    /// <summary>SO_REUSEADDR.</summary>
    ReuseAddress = (1 << 16) | 2,

    /// <summary>SO_TYPE; read only.</summary>
    Type = (1 << 16) | 3,

    /// <summary>SO_ERROR; read only: reading takes the error.</summary>
    Error = (1 << 16) | 4,

    /// <summary>SO_BROADCAST.</summary>
    Broadcast = (1 << 16) | 6,

    /// <summary>SO_SNDBUF; reads twice what was set, as Linux does.</summary>
    SendBuffer = (1 << 16) | 7,

    /// <summary>SO_RCVBUF; reads twice what was set, as Linux does.</summary>
    ReceiveBuffer = (1 << 16) | 8,

    /// <summary>SO_KEEPALIVE.</summary>
    KeepAlive = (1 << 16) | 9,

    /// <summary>SO_LINGER: on or off, and seconds.</summary>
    Linger = (1 << 16) | 13,

    /// <summary>SO_REUSEPORT.</summary>
    ReusePort = (1 << 16) | 15,

    /// <summary>SO_RCVLOWAT.</summary>
    ReceiveLowWater = (1 << 16) | 18,

    /// <summary>SO_ACCEPTCONN; read only.</summary>
    AcceptsConnections = (1 << 16) | 30,

    /// <summary>SO_PROTOCOL; read only.</summary>
    Protocol = (1 << 16) | 38,

    /// <summary>SO_DOMAIN; read only: 2 is AF_INET, 10 AF_INET6.</summary>
    Domain = (1 << 16) | 39,

    /// <summary>SO_ZEROCOPY: taken and without effect, for data is copied always.</summary>
    ZeroCopy = (1 << 16) | 60,

    /// <summary>IP_TOS.</summary>
    Ipv4TypeOfService = (0 << 16) | 1,

    /// <summary>IP_TTL.</summary>
    Ipv4TimeToLive = (0 << 16) | 2,

    /// <summary>IP_MTU_DISCOVER: 0 never sets DF, 1 as needed, 2 always.</summary>
    Ipv4MtuDiscovery = (0 << 16) | 10,

    /// <summary>IP_RECVERR.</summary>
    Ipv4ReceiveErrors = (0 << 16) | 11,

    /// <summary>IP_MTU; read only.</summary>
    Ipv4Mtu = (0 << 16) | 14,

    /// <summary>IP_BIND_ADDRESS_NO_PORT: bind takes no port yet; ports are chosen at connect here anyway.</summary>
    Ipv4BindAddressNoPort = (0 << 16) | 24,

    /// <summary>IP_MULTICAST_IF.</summary>
    Ipv4GroupInterface = (0 << 16) | 32,

    /// <summary>IP_MULTICAST_TTL.</summary>
    Ipv4GroupTimeToLive = (0 << 16) | 33,

    /// <summary>IP_MULTICAST_LOOP.</summary>
    Ipv4GroupLoop = (0 << 16) | 34,

    /// <summary>IP_ADD_MEMBERSHIP.</summary>
    Ipv4JoinGroup = (0 << 16) | 35,

    /// <summary>IP_DROP_MEMBERSHIP.</summary>
    Ipv4LeaveGroup = (0 << 16) | 36,

    /// <summary>IP_LOCAL_PORT_RANGE, for both versions: the last port that is chosen in the upper 16 bits, the first in the lower.</summary>
    LocalPortRange = (0 << 16) | 51,

    /// <summary>IPV6_UNICAST_HOPS.</summary>
    Ipv6UnicastHops = (41 << 16) | 16,

    /// <summary>IPV6_MULTICAST_IF.</summary>
    Ipv6GroupInterface = (41 << 16) | 17,

    /// <summary>IPV6_MULTICAST_HOPS.</summary>
    Ipv6GroupHops = (41 << 16) | 18,

    /// <summary>IPV6_MULTICAST_LOOP.</summary>
    Ipv6GroupLoop = (41 << 16) | 19,

    /// <summary>IPV6_ADD_MEMBERSHIP.</summary>
    Ipv6JoinGroup = (41 << 16) | 20,

    /// <summary>IPV6_DROP_MEMBERSHIP.</summary>
    Ipv6LeaveGroup = (41 << 16) | 21,

    /// <summary>IPV6_MTU_DISCOVER.</summary>
    Ipv6MtuDiscovery = (41 << 16) | 23,

    /// <summary>IPV6_MTU; read only.</summary>
    Ipv6Mtu = (41 << 16) | 24,

    /// <summary>IPV6_RECVERR.</summary>
    Ipv6ReceiveErrors = (41 << 16) | 25,

    /// <summary>IPV6_V6ONLY.</summary>
    Ipv6Only = (41 << 16) | 26,

    /// <summary>IPV6_TCLASS.</summary>
    Ipv6TrafficClass = (41 << 16) | 67,

    /// <summary>TCP_NODELAY.</summary>
    TcpNoDelay = (6 << 16) | 1,

    /// <summary>TCP_MAXSEG.</summary>
    TcpMaxSegment = (6 << 16) | 2,

    /// <summary>TCP_CORK.</summary>
    TcpCork = (6 << 16) | 3,

    /// <summary>TCP_KEEPIDLE, seconds.</summary>
    TcpKeepIdle = (6 << 16) | 4,

    /// <summary>TCP_KEEPINTVL, seconds.</summary>
    TcpKeepInterval = (6 << 16) | 5,

    /// <summary>TCP_KEEPCNT.</summary>
    TcpKeepCount = (6 << 16) | 6,

    /// <summary>TCP_SYNCNT.</summary>
    TcpSynCount = (6 << 16) | 7,

    /// <summary>TCP_LINGER2, seconds.</summary>
    TcpLinger2 = (6 << 16) | 8,

    /// <summary>TCP_DEFER_ACCEPT, seconds.</summary>
    TcpDeferAccept = (6 << 16) | 9,

    /// <summary>TCP_WINDOW_CLAMP.</summary>
    TcpWindowClamp = (6 << 16) | 10,

    /// <summary>TCP_INFO: read it with SocketTable.Info.</summary>
    TcpInfo = (6 << 16) | 11,

    /// <summary>TCP_QUICKACK.</summary>
    TcpQuickAck = (6 << 16) | 12,

    /// <summary>TCP_CONGESTION, a name.</summary>
    TcpCongestion = (6 << 16) | 13,

    /// <summary>TCP_USER_TIMEOUT, milliseconds.</summary>
    TcpUserTimeout = (6 << 16) | 18,

    /// <summary>TCP_FASTOPEN: the server's queue.</summary>
    TcpFastOpen = (6 << 16) | 23,

    /// <summary>TCP_NOTSENT_LOWAT.</summary>
    TcpNotSentLowWater = (6 << 16) | 25,

    /// <summary>TCP_FASTOPEN_CONNECT.</summary>
    TcpFastOpenConnect = (6 << 16) | 30,

    /// <summary>TCP_INQ.</summary>
    TcpInq = (6 << 16) | 36,
}
