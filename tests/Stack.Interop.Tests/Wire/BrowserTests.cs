using System.Diagnostics;
using NetStack.Application.Http.Serving;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>A real browser at our web server.</summary>
public sealed class BrowserTests
{
    [Theory]
    [InlineData(TapRig.HostV4)]
    [InlineData("[" + TapRig.HostV6 + "]")]
    public void A_browser_loads_a_page_with_twenty_pictures(string address)
    {
        Playground.Demand("chromium", "chromium");
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        string folder = Directory.CreateTempSubdirectory("chromium").FullName;
        try
        {
            using Process browser = rig.Place.Start(
                "timeout", "60", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-proxy-server", "--disable-dev-shm-usage", $"--user-data-dir={folder}", "--dump-dom",
                $"http://{address}/");
            string page = Playground.Finish(browser);
            Assert.Contains("Served by NetStack", page, StringComparison.Ordinal);
            Assert.InRange(rig.Pump.Call((_, _) => server.Answered).Result, DemoContent.Pictures + 2, DemoContent.Pictures + 3); // page, style, perhaps an icon
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
