using System.Collections.Frozen;

namespace NetStack.Conformance.Running;

/// <summary>The names in calls and in code, with the numbers of Linux.</summary>
internal static class Symbols
{
    private static readonly FrozenDictionary<string, long> Values = new Dictionary<string, long>
    {
        ["NULL"] = 0, ["AF_UNSPEC"] = 0, ["AF_INET"] = 2, ["AF_INET6"] = 10, ["PF_INET"] = 2, ["PF_INET6"] = 10,
        ["SOCK_STREAM"] = 1, ["SOCK_DGRAM"] = 2, ["SOCK_NONBLOCK"] = 0x800, ["SOCK_CLOEXEC"] = 0x80000,
        ["IPPROTO_IP"] = 0, ["IPPROTO_TCP"] = 6, ["IPPROTO_UDP"] = 17, ["IPPROTO_IPV6"] = 41,
        ["SOL_SOCKET"] = 1, ["SOL_IP"] = 0, ["SOL_TCP"] = 6, ["SOL_UDP"] = 17, ["SOL_IPV6"] = 41, ["INADDR_ANY"] = 0,
        ["SO_REUSEADDR"] = 2, ["SO_TYPE"] = 3, ["SO_ERROR"] = 4, ["SO_BROADCAST"] = 6, ["SO_SNDBUF"] = 7, ["SO_RCVBUF"] = 8,
        ["SO_KEEPALIVE"] = 9, ["SO_LINGER"] = 13, ["SO_REUSEPORT"] = 15, ["SO_RCVLOWAT"] = 18, ["SO_ACCEPTCONN"] = 30,
        ["SO_PROTOCOL"] = 38, ["SO_ZEROCOPY"] = 60, ["SO_DOMAIN"] = 39,
        ["IP_TOS"] = 1, ["IP_TTL"] = 2, ["IP_MTU_DISCOVER"] = 10, ["IP_RECVERR"] = 11, ["IP_MTU"] = 14, ["IP_BIND_ADDRESS_NO_PORT"] = 24, ["IP_LOCAL_PORT_RANGE"] = 51,
        ["IP_PMTUDISC_DONT"] = 0, ["IP_PMTUDISC_WANT"] = 1, ["IP_PMTUDISC_DO"] = 2, ["IP_PMTUDISC_PROBE"] = 3,
        ["IPV6_UNICAST_HOPS"] = 16, ["IPV6_MTU_DISCOVER"] = 23, ["IPV6_MTU"] = 24, ["IPV6_RECVERR"] = 25, ["IPV6_V6ONLY"] = 26,
        ["IPV6_TCLASS"] = 67,
        ["TCP_NODELAY"] = 1, ["TCP_MAXSEG"] = 2, ["TCP_CORK"] = 3, ["TCP_KEEPIDLE"] = 4, ["TCP_KEEPINTVL"] = 5, ["TCP_KEEPCNT"] = 6,
        ["TCP_SYNCNT"] = 7, ["TCP_LINGER2"] = 8, ["TCP_DEFER_ACCEPT"] = 9, ["TCP_WINDOW_CLAMP"] = 10, ["TCP_INFO"] = 11,
        ["TCP_QUICKACK"] = 12, ["TCP_CONGESTION"] = 13, ["TCP_USER_TIMEOUT"] = 18, ["TCP_FASTOPEN"] = 23, ["TCP_NOTSENT_LOWAT"] = 25,
        ["TCP_FASTOPEN_CONNECT"] = 30, ["TCP_INQ"] = 36,
        ["MSG_OOB"] = 1, ["MSG_PEEK"] = 2, ["MSG_TRUNC"] = 0x20, ["MSG_DONTWAIT"] = 0x40, ["MSG_WAITALL"] = 0x100,
        ["MSG_ERRQUEUE"] = 0x2000, ["MSG_NOSIGNAL"] = 0x4000, ["MSG_MORE"] = 0x8000, ["MSG_ZEROCOPY"] = 0x400_0000, ["MSG_FASTOPEN"] = 0x2000_0000,
        ["SHUT_RD"] = 0, ["SHUT_WR"] = 1, ["SHUT_RDWR"] = 2,
        ["F_GETFL"] = 3, ["F_SETFL"] = 4, ["O_RDONLY"] = 0, ["O_WRONLY"] = 1, ["O_RDWR"] = 2, ["O_NONBLOCK"] = 0x800,
        ["SIOCINQ"] = 0x541B, ["FIONREAD"] = 0x541B, ["SIOCOUTQ"] = 0x5411, ["TIOCOUTQ"] = 0x5411,
        ["POLLIN"] = 1, ["POLLPRI"] = 2, ["POLLOUT"] = 4, ["POLLERR"] = 8, ["POLLHUP"] = 0x10, ["POLLNVAL"] = 0x20,
        ["POLLRDNORM"] = 0x40, ["POLLWRNORM"] = 0x100, ["POLLRDHUP"] = 0x2000,
        ["EPOLLIN"] = 1, ["EPOLLPRI"] = 2, ["EPOLLOUT"] = 4, ["EPOLLERR"] = 8, ["EPOLLHUP"] = 0x10, ["EPOLLRDNORM"] = 0x40,
        ["EPOLLWRNORM"] = 0x100, ["EPOLLRDHUP"] = 0x2000, ["EPOLLONESHOT"] = 0x4000_0000, ["EPOLLET"] = 0x8000_0000,
        ["EPOLL_CTL_ADD"] = 1, ["EPOLL_CTL_DEL"] = 2, ["EPOLL_CTL_MOD"] = 3,
        ["TCP_ESTABLISHED"] = 1, ["TCP_SYN_SENT"] = 2, ["TCP_SYN_RECV"] = 3, ["TCP_FIN_WAIT1"] = 4, ["TCP_FIN_WAIT2"] = 5,
        ["TCP_TIME_WAIT"] = 6, ["TCP_CLOSE"] = 7, ["TCP_CLOSE_WAIT"] = 8, ["TCP_LAST_ACK"] = 9, ["TCP_LISTEN"] = 10, ["TCP_CLOSING"] = 11,
        ["TCP_CA_Open"] = 0, ["TCP_CA_Disorder"] = 1, ["TCP_CA_CWR"] = 2, ["TCP_CA_Recovery"] = 3, ["TCP_CA_Loss"] = 4,
        ["TCPI_OPT_TIMESTAMPS"] = 1, ["TCPI_OPT_SACK"] = 2, ["TCPI_OPT_WSCALE"] = 4, ["TCPI_OPT_ECN"] = 8, ["TCPI_OPT_SYN_DATA"] = 32,
        ["TCP_INFINITE_SSTHRESH"] = 0x7FFF_FFFF,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool TryGet(string name, out long value) => Values.TryGetValue(name, out value);
}
