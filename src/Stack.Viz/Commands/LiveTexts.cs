namespace NetStack.Viz.Commands;

/// <summary>Texts of the commands that run our own host on a device.</summary>
public static class LiveTexts
{
    /// <summary>--tap.</summary>
    public const string Tap = "live.tap";

    /// <summary>-i.</summary>
    public const string Nic = "live.nic";

    /// <summary>--ip.</summary>
    public const string Ip = "live.ip";

    /// <summary>--ip6.</summary>
    public const string Ip6 = "live.ip6";

    /// <summary>--gateway.</summary>
    public const string Gateway = "live.gateway";

    /// <summary>--dns.</summary>
    public const string Dns = "live.dns";

    /// <summary>--dhcp.</summary>
    public const string Dhcp = "live.dhcp";

    /// <summary>--mac.</summary>
    public const string Mac = "live.mac";

    /// <summary>--mtu.</summary>
    public const string Mtu = "live.mtu";

    /// <summary>--no-offload.</summary>
    public const string NoOffload = "live.no-offload";

    /// <summary>--stack.</summary>
    public const string Stack = "live.stack";

    /// <summary>-w.</summary>
    public const string Write = "live.write";

    /// <summary>--view.</summary>
    public const string View = "live.view";

    /// <summary>--serve.</summary>
    public const string Serve = "live.serve";

    /// <summary>netstack host.</summary>
    public const string HostCommand = "live.host.command";

    /// <summary>It runs. Arguments: device, addresses.</summary>
    public const string HostRuns = "live.host.runs";

    /// <summary>How to end.</summary>
    public const string CtrlC = "live.ctrl-c";

    /// <summary>netstack ping.</summary>
    public const string PingCommand = "live.ping.command";

    /// <summary>HOST.</summary>
    public const string PingHost = "live.ping.host";

    /// <summary>-c.</summary>
    public const string PingCount = "live.ping.count";

    /// <summary>--interval.</summary>
    public const string PingInterval = "live.ping.interval";

    /// <summary>-s.</summary>
    public const string PingSize = "live.ping.size";

    /// <summary>-t.</summary>
    public const string PingHops = "live.ping.hops";

    /// <summary>--df.</summary>
    public const string DontFragment = "live.dont-fragment";

    /// <summary>-4.</summary>
    public const string OnlyV4 = "live.only-v4";

    /// <summary>-6.</summary>
    public const string OnlyV6 = "live.only-v6";

    /// <summary>The first line. Arguments: name, address, octets.</summary>
    public const string PingBegins = "live.ping.begins";

    /// <summary>A reply. Arguments: octets, address, number, TTL, milliseconds.</summary>
    public const string PingReply = "live.ping.reply";

    /// <summary>A second reply. Arguments: address, number.</summary>
    public const string PingDuplicate = "live.ping.duplicate";

    /// <summary>A reply with other data. Arguments: address, number.</summary>
    public const string PingDamaged = "live.ping.damaged";

    /// <summary>A late reply. Arguments: address, number, milliseconds.</summary>
    public const string PingLate = "live.ping.late";

    /// <summary>An ICMP error. Arguments: address, number, problem.</summary>
    public const string PingError = "live.ping.error";

    /// <summary>It could not be sent. Arguments: number, error.</summary>
    public const string PingNotSent = "live.ping.not-sent";

    /// <summary>Nothing came. Arguments: number.</summary>
    public const string PingLost = "live.ping.lost";

    /// <summary>The last line. Arguments: sent, received, per cent lost.</summary>
    public const string PingSummary = "live.ping.summary";

    /// <summary>netstack traceroute.</summary>
    public const string TraceCommand = "live.trace.command";

    /// <summary>-I.</summary>
    public const string TraceIcmp = "live.trace.icmp";

    /// <summary>-m.</summary>
    public const string TraceHops = "live.trace.hops";

    /// <summary>-q.</summary>
    public const string TraceProbes = "live.trace.probes";

    /// <summary>--size.</summary>
    public const string TraceSize = "live.trace.size";

    /// <summary>The first line. Arguments: name, address, hops, octets.</summary>
    public const string TraceBegins = "live.trace.begins";

    /// <summary>The path becomes narrower. Arguments: hop, router, MTU.</summary>
    public const string TraceMtu = "live.trace.mtu";

    /// <summary>netstack resolve.</summary>
    public const string ResolveCommand = "live.resolve.command";

    /// <summary>NAME.</summary>
    public const string ResolveName = "live.resolve.name";

    /// <summary>TYPE.</summary>
    public const string ResolveType = "live.resolve.type";

    /// <summary>No record. Arguments: name, outcome.</summary>
    public const string ResolveNothing = "live.resolve.nothing";

    /// <summary>No such type. Arguments: what was said.</summary>
    public const string NoSuchType = "live.no-such-type";

    /// <summary>No address. Arguments: name, outcome.</summary>
    public const string NoSuchName = "live.no-such-name";

    /// <summary>DHCP brought nothing.</summary>
    public const string NoLease = "live.no-lease";

    /// <summary>Somebody has the address. Arguments: address.</summary>
    public const string AddressTaken = "live.address-taken";

    /// <summary>This machine has the address. Arguments: address, device, command.</summary>
    public const string KernelHasAddress = "live.kernel-has-address";

    /// <summary>Both.</summary>
    public const string TapOrNic = "live.tap-or-nic";

    /// <summary>A NIC, and no address. Arguments: the device.</summary>
    public const string NicNeedsAddress = "live.nic-needs-address";

    /// <summary>No address. Arguments: option, text.</summary>
    public const string BadAddress = "live.bad-address";

    /// <summary>No address with length. Arguments: text.</summary>
    public const string BadPrefix = "live.bad-prefix";

    /// <summary>No link address. Arguments: text.</summary>
    public const string BadMac = "live.bad-mac";

    /// <summary>No switch. Arguments: text, what there is.</summary>
    public const string BadSwitch = "live.bad-switch";

    /// <summary>A number out of its range. Arguments: which.</summary>
    public const string BadNumbers = "live.bad-numbers";

    /// <summary>No service. Arguments: text, names.</summary>
    public const string NoSuchService = "live.no-such-service";

    /// <summary>No port. Arguments: text.</summary>
    public const string BadPort = "live.bad-port";

    /// <summary>A program cannot start. Arguments: name, error.</summary>
    public const string CannotStart = "live.cannot-start";

    /// <summary>The MTU has changed. Arguments: device, MTU.</summary>
    public const string MtuChanged = "live.mtu-changed";

    /// <summary>The device is there again. Arguments: device.</summary>
    public const string DeviceBack = "live.device-back";

    /// <summary>At the end. Arguments: time, frames and octets in, frames and octets out, dropped.</summary>
    public const string Summary = "live.summary";

    /// <summary>The view was slower than the host. Arguments: how many.</summary>
    public const string Unseen = "live.unseen";

    /// <summary>A column: our end.</summary>
    public const string Local = "live.local";

    /// <summary>A column: the other end.</summary>
    public const string Remote = "live.remote";

    /// <summary>A column: the state.</summary>
    public const string State = "live.state";

    /// <summary>A column: retransmissions.</summary>
    public const string Retransmitted = "live.retransmitted";

    /// <summary>Below the table. Arguments: how many.</summary>
    public const string Connections = "live.connections";

    /// <summary>--netns.</summary>
    public const string Netns = "live.netns";

    /// <summary>--back.</summary>
    public const string Back = "live.back";

    /// <summary>--seed.</summary>
    public const string Seed = "live.seed";

    /// <summary>--loss.</summary>
    public const string LinkLoss = "live.link-loss";

    /// <summary>--delay.</summary>
    public const string LinkDelay = "live.link-delay";

    /// <summary>--jitter.</summary>
    public const string LinkJitter = "live.link-jitter";

    /// <summary>--rate.</summary>
    public const string LinkRate = "live.link-rate";

    /// <summary>--queue.</summary>
    public const string LinkQueue = "live.link-queue";

    /// <summary>--reorder.</summary>
    public const string LinkReorder = "live.link-reorder";

    /// <summary>--reorder-delay.</summary>
    public const string LinkReorderDelay = "live.link-reorder-delay";

    /// <summary>--duplicate.</summary>
    public const string LinkDuplicate = "live.link-duplicate";

    /// <summary>--corrupt.</summary>
    public const string LinkCorrupt = "live.link-corrupt";

    /// <summary>--largest.</summary>
    public const string LinkLargest = "live.link-largest";

    /// <summary>--drop.</summary>
    public const string LinkDrop = "live.link-drop";

    /// <summary>No folder. Arguments: path.</summary>
    public const string NoFolder = "live.no-folder";

    /// <summary>netstack get.</summary>
    public const string GetCommand = "live.get.command";

    /// <summary>URL.</summary>
    public const string GetUrl = "live.get.url";

    /// <summary>-o.</summary>
    public const string GetOutput = "live.get.output";

    /// <summary>-I.</summary>
    public const string GetHead = "live.get.head";

    /// <summary>Another place. Arguments: status, place.</summary>
    public const string GetRedirected = "live.get.redirected";

    /// <summary>No whole answer. Arguments: why, status, octets.</summary>
    public const string GetFailed = "live.get.failed";

    /// <summary>It is there. Arguments: status, octets, time to connect, to the first octet, in all, Mbit/s.</summary>
    public const string GetDone = "live.get.done";

    /// <summary>No URL. Arguments: text.</summary>
    public const string BadUrl = "live.bad-url";

    /// <summary>netstack chat.</summary>
    public const string ChatCommand = "live.chat.command";

    /// <summary>NAME.</summary>
    public const string ChatName = "live.chat.name";

    /// <summary>--port.</summary>
    public const string Port = "live.port";

    /// <summary>No name. Arguments: text.</summary>
    public const string BadName = "live.bad-name";

    /// <summary>No connection. Arguments: address, error.</summary>
    public const string NotConnected = "live.not-connected";

    /// <summary>netstack connect.</summary>
    public const string ConnectCommand = "live.connect.command";

    /// <summary>PORT.</summary>
    public const string ConnectPort = "live.connect.port";

    /// <summary>netstack between.</summary>
    public const string BetweenCommand = "live.between.command";

    /// <summary>DEV.</summary>
    public const string BetweenDevice = "live.between.device";

    /// <summary>It runs. Arguments: devices.</summary>
    public const string BetweenRuns = "live.between.runs";

    /// <summary>At the end, a direction. Arguments: from, to, offered, lost, delivered, octets, refused.</summary>
    public const string BetweenSummary = "live.between.summary";

    /// <summary>Twice the same.</summary>
    public const string TwoDevices = "live.two-devices";

    /// <summary>A view of a host. Arguments: view.</summary>
    public const string NoHost = "live.no-host";

    /// <summary>netstack observe.</summary>
    public const string ObserveCommand = "live.observe.command";

    /// <summary>FILE.</summary>
    public const string ObserveFile = "live.observe.file";

    /// <summary>Neither or both.</summary>
    public const string ObserveWhat = "live.observe.what";

    /// <summary>netstack tap.</summary>
    public const string TapCommand = "live.tap.command";

    /// <summary>netstack tap up.</summary>
    public const string TapUp = "live.tap.up";

    /// <summary>netstack tap down.</summary>
    public const string TapDown = "live.tap.down";

    /// <summary>netstack tap status.</summary>
    public const string TapStatus = "live.tap.status";

    /// <summary>--name.</summary>
    public const string TapName = "live.tap.name";

    /// <summary>--ip.</summary>
    public const string TapIp = "live.tap.ip";

    /// <summary>--ip6.</summary>
    public const string TapIp6 = "live.tap.ip6";

    /// <summary>--user.</summary>
    public const string TapUser = "live.tap.user";

    /// <summary>--netns.</summary>
    public const string TapNetns = "live.tap.netns";

    /// <summary>--nat.</summary>
    public const string TapNat = "live.tap.nat";

    /// <summary>--shell.</summary>
    public const string TapShell = "live.tap.shell";

    /// <summary>--dry-run.</summary>
    public const string TapDryRun = "live.tap.dry-run";

    /// <summary>It is there. Arguments: device, command of the host, prefix for other programs.</summary>
    public const string TapIsUp = "live.tap.is-up";

    /// <summary>A playground. Arguments: name.</summary>
    public const string TapIs = "live.tap.is";

    /// <summary>None.</summary>
    public const string TapNone = "live.tap.none";

    /// <summary>There already. Arguments: name.</summary>
    public const string TapIsThere = "live.tap.is-there";

    /// <summary>Not there. Arguments: name.</summary>
    public const string TapIsNotThere = "live.tap.is-not-there";

    /// <summary>No right. Arguments: command.</summary>
    public const string TapNeedsRoot = "live.tap.needs-root";

    /// <summary>Another system.</summary>
    public const string TapNeedsLinux = "live.tap.needs-linux";

    /// <summary>--shell alone.</summary>
    public const string ShellNeedsNetns = "live.shell-needs-netns";

    /// <summary>--nat with --netns.</summary>
    public const string NatWithoutNetns = "live.nat-without-netns";

    /// <summary>A shell. Arguments: namespace.</summary>
    public const string ShellBegins = "live.shell-begins";

    /// <summary>No name. Arguments: text.</summary>
    public const string NotAName = "live.not-a-name";

    /// <summary>A command failed. Arguments: command, what it said.</summary>
    public const string CommandFailed = "live.command-failed";

    /// <summary>A command is missing. Arguments: command, what installs it.</summary>
    public const string NoCommand = "live.no-command";

    /// <summary>What an impairment of a link means.</summary>
    /// <param name="name">Its name: loss, delay …</param>
    public static string Impairment(string name) => "live.link-" + name;
}
