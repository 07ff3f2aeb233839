using System.Diagnostics;
using NetStack.Application.Http.Serving;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Simulation.Links;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Transfers that go on while something is wrong.</summary>
public sealed class RobustnessTests
{
    private const ushort DigestPort = 9, SourcePort = 19;
    private const long Much = 50_000_000;

    [Fact]
    public async Task A_transfer_survives_a_clock_that_leaps_and_steps_back()
    {
        LeapingClock clock = new();
        using TapRig rig = new(options: new() { Clock = clock });
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much));
        Task<byte[]> upload = Task.Run(() => KernelPeer.Upload(rig.Place.Name, TapRig.HostV4, DigestPort, Much));
        Task<byte[]> download = Task.Run(() => KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort));
        Random random = new(3);
        while (!upload.IsCompleted || !download.IsCompleted)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            clock.Leap(random.Next(3) switch { 0 => 5_000_000_000, 1 => -2_000_000_000, _ => 300_000_000 });
        }

        Assert.Equal(Pattern.Digest(Much), await upload);
        Assert.Equal(Pattern.Digest(Much), await download);
    }

    [Fact]
    public async Task A_pump_that_was_suspended_goes_on()
    {
        using TapRig rig = new();
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much));
        Task<byte[]> upload = Task.Run(() => KernelPeer.Upload(rig.Place.Name, TapRig.HostV4, DigestPort, Much));
        Task<byte[]> download = Task.Run(() => KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort));
        rig.Pump.Post((_, _) => Thread.Sleep(3000)); // what SIGSTOP and SIGCONT are to the pump's thread
        Assert.Equal(Pattern.Digest(Much), await upload);
        Assert.Equal(Pattern.Digest(Much), await download);
    }

    [Fact]
    public void Malformed_frames_do_a_transfer_no_harm()
    {
        using TapRig rig = new();
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much));
        bool stops = false;
        long thrown = 0;
        Thread attacker = new(() =>
        {
            using PcapNic nic = PcapNic.Open(new() { Name = TapRig.Device, NetworkNamespace = rig.Place.Name, TakesAll = true });
            Random random = new(5);
            byte[] octets = new byte[200];
            while (!Volatile.Read(ref stops))
            {
                random.NextBytes(octets);
                rig.Tap.Mac.Write(octets);
                octets[6] &= 0xFE;
                (octets[12], octets[13]) = random.Next(4) switch { 0 => ((byte)8, (byte)0), 1 => ((byte)0x86, (byte)0xDD), 2 => ((byte)8, (byte)6), _ => (octets[12], octets[13]) };
                if (octets[12] == 8) octets[14] = 0x45;
                if (nic.Write(new(octets.AsSpan(0, random.Next(14, 200)))) == DeviceStatus.Done) thrown++;
            }
        });
        attacker.Start();
        try
        {
            Assert.Equal(Pattern.Digest(Much), KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort));
            Assert.Equal(Pattern.Digest(Much), KernelPeer.Upload(rig.Place.Name, TapRig.HostV6, DigestPort, Much));
        }
        finally
        {
            Volatile.Write(ref stops, true);
            attacker.Join();
        }

        Assert.True(thrown > 1000, $"only {thrown} frames were thrown");
    }

    [Theory]
    [InlineData("--loss 1%", 10_000_000)]
    [InlineData("--loss 5% --delay 5ms", 2_000_000)]
    [InlineData("--reorder 10% --duplicate 5% --corrupt 1%", 10_000_000)]
    [InlineData("--delay 50ms --jitter 10ms --rate 100Mbit --queue 200", 10_000_000)]
    public void A_bad_cable_changes_nothing_but_the_time(string text, long octets)
    {
        Assert.True(ImpairmentText.TryParse(text, out Impairments does, out _));
        using TapRig rig = new(does);
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, octets));
        Assert.Equal(Pattern.Digest(octets), KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort));
        Assert.Equal(Pattern.Digest(octets), KernelPeer.Upload(rig.Place.Name, TapRig.HostV6, DigestPort, octets));
    }

    [Fact]
    public void A_delay_on_the_cable_is_felt()
    {
        Assert.True(ImpairmentText.TryParse("--delay 30ms", out Impairments does, out _));
        using TapRig rig = new TapRig(does).Run();
        string output = rig.Place.Run("ping", "-n", "-i", "0.1", "-W", "2", "-c", "3", TapRig.HostV4);
        Assert.Matches("icmp_seq=3 .* time=([6-9][0-9]|[1-9][0-9][0-9])", output);
    }

    [Fact]
    public async Task A_download_survives_changes_of_the_MTU()
    {
        const long octets = 200_000_000;
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        Task<string> download = Task.Run(
            () => Curl.Digest(rig.Place, $"http://{TapRig.HostV4}/bytes/{octets}", "--limit-rate", "80M"), TestContext.Current.CancellationToken);
        int changes = 0;
        for (; !download.IsCompleted; changes++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            rig.Place.Run("ip", "link", "set", TapRig.Device, "mtu", (changes % 4) switch { 0 => "1000", 1 => "9000", 2 => "1300", _ => "1500" });
        }

        Assert.Equal(Convert.ToHexString(WebFiles.DigestOf(octets)), await download);
        Assert.True(changes > 4, $"only {changes} changes");
    }

    [Fact]
    public async Task A_process_that_is_stopped_and_continued_goes_on_serving()
    {
        const long octets = 100_000_000;
        using Playground place = Playground.Create();
        string program = Path.Combine(AppContext.BaseDirectory, "NetStack.Cli.dll");
        using Process server = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "host", "--tap", TapRig.Device, "--netns", place.Name, "--ip", TapRig.HostV4 + "/24", "--serve", "http:80", "--view", "connections"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            Drain(server.StandardOutput);
            Task<string> errors = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Playground.Await(() => server.HasExited || Has(place, TapRig.Device), "there is no device", 60);
            Assert.False(server.HasExited, server.HasExited ? await errors : "");
            place.Run("ip", "addr", "add", $"{TapRig.KernelV4}/24", "dev", TapRig.Device);
            Task<string> download = Task.Run(
                () => Curl.Digest(place, $"http://{TapRig.HostV4}/bytes/{octets}", "--retry", "20", "--retry-connrefused", "--retry-delay", "1", "--limit-rate", "50M"),
                TestContext.Current.CancellationToken);
            for (int i = 0; i < 3; i++)
            {
                await Task.Delay(300, TestContext.Current.CancellationToken);
                place.Run("kill", "-STOP", $"{server.Id}");
                await Task.Delay(700, TestContext.Current.CancellationToken);
                place.Run("kill", "-CONT", $"{server.Id}");
            }

            Assert.Equal(Convert.ToHexString(WebFiles.DigestOf(octets)), await download);
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    private static bool Has(Playground place, string device) => place.Run("ip", "-o", "link").Contains(device, StringComparison.Ordinal);

    private static void Drain(StreamReader output) => _ = Task.Run(() => output.ReadToEndAsync());

    private sealed class LeapingClock : IPumpClock
    {
        private readonly MonotonicClock _clock = new();
        private long _leapt;

        public Timestamp Now => _clock.Now + new Duration(Volatile.Read(ref _leapt));

        public void Leap(long nanoseconds) => Interlocked.Add(ref _leapt, nanoseconds);
    }
}
