using System.Net;
using NetStack.Capture.Sockets;
using Xunit;

namespace NetStack.Tests.Sockets;

/// <summary>What an operation costs. It runs alone: what other tests allocate meanwhile would count.</summary>
[Collection(Alone)]
public sealed class HostSocketMemoryTests
{
    private const string Alone = "allocations";

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task In_steady_state_an_operation_costs_no_memory()
    {
        using TestCable cable = new();
        using HostListener listener = await cable.Near.ListenAsync(new(IPAddress.Loopback, 0));
        using HostStream client = await cable.Near.ConnectAsync(listener.LocalEndPoint, Limit);
        using HostSocket server = await listener.AcceptAsync(Limit);
        await Exchange(client.Socket, server, 2_000); // warm
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await Exchange(client.Socket, server, 2_000);
        long each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (4 * 2_000);
        Assert.True(each < 8, $"{each} octets for each operation");
    }

    private static async Task Exchange(HostSocket client, HostSocket server, int times)
    {
        byte[] buffer = new byte[64];
        CancellationToken token = Limit;
        for (int i = 0; i < times; i++)
        {
            await client.SendAsync(buffer, token).ConfigureAwait(false);
            await server.ReceiveAsync(buffer, token).ConfigureAwait(false);
            await server.SendAsync(buffer, token).ConfigureAwait(false);
            await client.ReceiveAsync(buffer, token).ConfigureAwait(false);
        }
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Collection;
}
