using System.ComponentModel;
using System.Diagnostics;

namespace NetStack.Tests.Differential;

/// <summary>Debian's tshark, run so that nothing on this machine colours its answers.</summary>
internal sealed class Tshark : IDisposable
{
    /// <summary>What both sides are told: the defaults of tshark 4.0, but with checksums verified.</summary>
    public static readonly string[] Preferences =
    [
        "ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "udp.check_checksum:TRUE",
        "tcp.relative_sequence_numbers:TRUE", "tcp.analyze_sequence_numbers:TRUE", "tcp.calculate_timestamps:TRUE",
        "tcp.track_bytes_in_flight:TRUE", "tcp.desegment_tcp_streams:TRUE", "tcp.reassemble_out_of_order:FALSE",
        "tcp.no_subdissector_on_error:TRUE", "ip.defragment:TRUE", "ipv6.defragment:TRUE",
    ];

    private readonly string _configuration = Directory.CreateTempSubdirectory("netstack-tshark-").FullName;

    /// <summary>The version, such as "TShark (Wireshark) 4.0.17"; null where tshark is not installed.</summary>
    public string? Version => Run(["--version"], out byte[] output) ? System.Text.Encoding.UTF8.GetString(output).Split('\n')[0] : null;

    /// <summary>The fields of every frame of a capture that it can read.</summary>
    public FieldTable Read(string capture, IReadOnlyList<string> fields)
    {
        IEnumerable<string> arguments = ["-n", "-r", capture, "-T", "fields", "-e", "frame.number",
            .. fields.SelectMany(field => (string[])["-e", field]), .. Preferences.SelectMany(preference => (string[])["-o", preference])];
        Run(arguments, out byte[] output);
        return FieldTable.Parse(output, fields.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_configuration, recursive: true);

    private bool Run(IEnumerable<string> arguments, out byte[] output)
    {
        ProcessStartInfo start = new("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in ((string, string)[])[("WIRESHARK_CONFIG_DIR", _configuration),
            ("HOME", _configuration), ("XDG_CONFIG_HOME", _configuration), ("TZ", "UTC"), ("LC_ALL", "C.UTF-8")])
            start.Environment[name] = value;
        output = [];
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            using MemoryStream copy = new();
            process.StandardOutput.BaseStream.CopyTo(copy);
            process.WaitForExit();
            output = copy.ToArray();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
