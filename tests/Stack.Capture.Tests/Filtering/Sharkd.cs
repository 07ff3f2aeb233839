using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace NetStack.Tests.Filtering;

/// <summary>tshark's engine as a server: it loads a capture once and then answers many filters, where tshark would
/// have to start for each.</summary>
internal sealed class Sharkd : IDisposable
{
    private readonly Process _process;
    private int _id;

    private Sharkd(Process process) => _process = process;

    /// <summary>Starts it on a capture; skips the test where it is not installed.</summary>
    public static Sharkd Load(string path)
    {
        ProcessStartInfo start = new("sharkd", "-") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Sharkd sharkd = new(process);
            sharkd.Call("load", new() { ["file"] = path });
            return sharkd;
        }
        catch (Win32Exception)
        {
            Assert.Skip("sharkd is not installed: sudo apt-get install wireshark-common");
            throw;
        }
    }

    /// <summary>True when it accepts a filter.</summary>
    public bool Accepts(string filter) => Call("check", new() { ["filter"] = filter })["result"] is not null;

    /// <summary>The numbers of the frames that a filter selects; null when the filter is not valid.</summary>
    public int[]? Select(string filter) => Call("frames", new() { ["filter"] = filter })["result"] is JsonArray frames
        ? [.. frames.Select(frame => (int)frame!["num"]!)] : null;

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }

    private JsonObject Call(string method, JsonObject parameters)
    {
        JsonObject request = new() { ["jsonrpc"] = "2.0", ["id"] = ++_id, ["method"] = method, ["params"] = parameters };
        _process.StandardInput.WriteLine(request.ToJsonString(JsonSerializerOptions.Default));
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Length > 0) return JsonNode.Parse(line)!.AsObject();
        }

        throw new InvalidOperationException($"sharkd ended on {request}");
    }
}
