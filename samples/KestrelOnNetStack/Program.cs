using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using NetStack.Capture;
using NetStack.Samples;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: KestrelOnNetStack DEVICE ADDRESS/LENGTH [PORT]     e.g. tap0 10.0.0.2/24 80");
    return 2;
}

try
{
    int port = args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 80;
    using TapHost host = new(args[0], args[1]);
    await using WebApplication site = Site.Create(host.Pump, new(IPAddress.IPv6Any, port));
    await site.RunAsync();
    return 0;
}
catch (CaptureException e)
{
    Console.Error.WriteLine(e.Message);
    return 4;
}
