using System.Diagnostics;
using System.Security.Cryptography;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>The program curl.</summary>
internal static class Curl
{
    /// <summary>Downloads, and tells the SHA-256 of what came.</summary>
    public static string Digest(Playground place, string url, params string[] options)
    {
        using Process curl = Start(place, url, options);
        Task<string> errors = curl.StandardError.ReadToEndAsync();
        byte[] digest = SHA256.HashData(curl.StandardOutput.BaseStream);
        curl.WaitForExit();
        Assert.True(curl.ExitCode == 0, $"curl {url}: exit code {curl.ExitCode}: {errors.Result}");
        return Convert.ToHexString(digest);
    }

    public static Process Start(Playground place, string url, params string[] options)
    {
        Playground.Demand("curl", "curl");
        return place.Start("curl", ["-sS", "--globoff", "--noproxy", "*", .. options, url]);
    }
}
