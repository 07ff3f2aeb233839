using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Transport.Tcp;

namespace NetStack.Samples;

/// <summary>An ordinary ASP.NET Core site. One line makes our TCP carry it: the one that adds the transport.</summary>
public static class Site
{
    private const int PieceOctets = 65_536;

    /// <summary>Makes the site; it serves when it is started.</summary>
    /// <param name="pump">The pump of the host that serves it.</param>
    /// <param name="endPoint">Where: [::]:80 takes IPv4 and IPv6.</param>
    /// <param name="arguments">For ASP.NET Core: --Logging:LogLevel:Default=Warning.</param>
    public static WebApplication Create(HostPump pump, IPEndPoint endPoint, params string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(arguments);
        builder.Services.AddSingleton<IConnectionListenerFactory>(new NetStackTransport(pump));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(endPoint));
        WebApplication site = builder.Build();
        site.UseWebSockets();
        site.MapGet("/", ShowConnectionAsync);
        site.MapGet("/octets/{count:long}", SendOctetsAsync);
        site.MapGet("/count/{to:int}", CountAsync);
        site.MapGet("/echo", EchoAsync);
        return site;
    }

    /// <summary>A page about the connection that carries it.</summary>
    private static async Task ShowConnectionAsync(HttpContext context)
    {
        TcpInfo info = await context.Features.Get<HostSocket>()!.GetInfoAsync();
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"""
            <!doctype html><title>NetStack</title>
            <h1>This page was carried by our own TCP</h1>
            <p>To {context.Connection.RemoteIpAddress}, port {context.Connection.RemotePort}, from port {context.Connection.LocalPort}.</p>
            <ul>
            <li>round-trip time {info.Rtt} µs, retransmission time-out {info.Rto} µs</li>
            <li>congestion window {info.SndCwnd} segments of {info.SndMss} octets, the peer's window {info.SndWnd} octets</li>
            <li>segments in {info.SegsIn}, out {info.SegsOut}, retransmitted {info.TotalRetrans}</li>
            </ul>
            """);
    }

    /// <summary>So many octets: each is its position modulo 251.</summary>
    private static async Task SendOctetsAsync(HttpContext context, long count)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = count;
        byte[] piece = new byte[PieceOctets];
        for (long at = 0; at < count; at += piece.Length)
        {
            for (int i = 0; i < piece.Length; i++) piece[i] = (byte)((at + i) % 251);
            int length = (int)Math.Min(piece.Length, count - at);
            await context.Response.Body.WriteAsync(piece.AsMemory(0, length), context.RequestAborted);
        }
    }

    /// <summary>A line every few milliseconds, of a length that nobody knows before: chunks (RFC 9112 §7.1).</summary>
    private static async Task CountAsync(HttpContext context, int to)
    {
        const int PauseMilliseconds = 20;
        for (int i = 1; i <= to; i++)
        {
            await context.Response.WriteAsync($"{i}\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (i < to) await Task.Delay(PauseMilliseconds, context.RequestAborted);
        }
    }

    /// <summary>A WebSocket (RFC 6455) that sends back what it receives.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[PieceOctets];
        while (true)
        {
            WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (got.MessageType == WebSocketMessageType.Close) break;
            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
