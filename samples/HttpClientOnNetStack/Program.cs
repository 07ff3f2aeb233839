using System.Diagnostics;
using System.Globalization;
using NetStack.Capture;
using NetStack.Samples;

if (args.Length is < 3 or > 4)
{
    Console.Error.WriteLine("usage: HttpClientOnNetStack DEVICE ADDRESS/LENGTH URL [GATEWAY]"
        + "     e.g. tap0 10.0.0.2/24 http://10.0.0.1:8000/");
    return 2;
}

try
{
    using TapHost host = new(args[0], args[1], args.Length == 4 ? args[3] : null);
    using HttpClient client = NetStackHttpClient.Create(host.Pump);
    Stopwatch watch = Stopwatch.StartNew();
    await using Stream body = await client.GetStreamAsync(new Uri(args[2]));
    await using Stream output = Console.OpenStandardOutput();
    await body.CopyToAsync(output);
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{host.Pump.Counters.FramesIn} frames in, {host.Pump.Counters.FramesOut} out, {watch.Elapsed.TotalMilliseconds:F0} ms"));
    return 0;
}
catch (CaptureException e)
{
    Console.Error.WriteLine(e.Message);
    return 4;
}
catch (HttpRequestException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
