using System.Collections.Immutable;
using System.Security.Cryptography;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>Names for commands: an address stands for itself; another name is asked for with our own resolver, of the servers
/// on the command line, else those of this machine.</summary>
internal static class HostNames
{
    private const string ResolverFile = "/etc/resolv.conf", HostsFile = "/etc/hosts";

    /// <summary>The address of a name.</summary>
    /// <param name="live">The host that asks, started.</param>
    /// <param name="servers">Whom, from the command line.</param>
    /// <param name="name">The name or address.</param>
    /// <param name="family">The version of IP that is wanted; <see cref="IpFamily.None"/> for any.</param>
    /// <exception cref="UserError">There is none.</exception>
    public static IpAddress Find(LiveHost live, IReadOnlyList<IpAddress> servers, string name, IpFamily family)
    {
        if (IpAddress.TryParse(name.Trim('[', ']'), out IpAddress address)) return address;
        DnsResolver resolver = CreateResolver(live.Host, servers);
        IEnumerable<ushort> types = family switch
        {
            IpFamily.V4 => [DnsType.A], IpFamily.V6 => [DnsType.Aaaa], _ => [DnsType.A, DnsType.Aaaa],
        };
        DnsAnswer? last = null;
        foreach (ushort type in types)
        {
            last = Ask(live, resolver, name, type);
            if (last?.Addresses is [var first, ..]) return first;
        }

        throw UserError.BadInput(Texts.Of(LiveTexts.NoSuchName, name, last?.Outcome));
    }

    /// <summary>Asks one question and shows what happens meanwhile.</summary>
    /// <returns>The answer; null when somebody said stop.</returns>
    public static DnsAnswer? Ask(LiveHost live, DnsResolver resolver, string name, ushort type)
    {
        TaskCompletionSource<DnsAnswer> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isPosted = live.Pump.Post((host, now) =>
        {
            if (!host.Applications.Contains(resolver)) host.Run(resolver, now);
            if (IpAddress.TryParse(name, out IpAddress address)) resolver.ResolveAddress(address, new User(answered), now);
            else resolver.Resolve(name, type, new User(answered), now);
        });
        if (isPosted) live.Run(() => answered.Task.IsCompleted, isLast: false);
        return answered.Task.IsCompleted ? answered.Task.Result : null;
    }

    /// <summary>A resolver that knows this machine's servers and hosts file.</summary>
    public static DnsResolver CreateResolver(Host host, IReadOnlyList<IpAddress> servers)
    {
        IEnumerable<IpAddress> asked = servers.Count > 0 ? servers : ReadServers();
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        DnsResolverOptions options = new() { Hosts = ReadHosts() };
        return new(host, asked.Select(static server => new SocketAddress(server, 0)), seed, options, host.Trace);
    }

    private static IEnumerable<IpAddress> ReadServers() => Words(ResolverFile)
        .Where(static words => words is ["nameserver", _, ..])
        .Select(static words => IpAddress.TryParse(words[1], out IpAddress address) ? address : default)
        .Where(static address => address.Family != IpFamily.None);

    private static ImmutableArray<DnsHostEntry> ReadHosts() =>
    [
        .. Words(HostsFile).Where(static words => words.Length > 1).SelectMany(static words => IpAddress.TryParse(words[0], out IpAddress address)
            ? words[1..].Where(static name => DomainName.TryParse(name, out _)).Select(name => new DnsHostEntry(name, address)) : []),
    ];

    private static IEnumerable<string[]> Words(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // a machine without such a file has no such names
        }

        return lines.Select(static line => line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class User(TaskCompletionSource<DnsAnswer> answered) : IDnsUser
    {
        public void OnAnswered(DnsQuery query, DnsAnswer answer, Timestamp now) => answered.TrySetResult(answer);
    }
}
