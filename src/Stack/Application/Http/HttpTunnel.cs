using System.Buffers.Text;
using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Application.Http;

/// <summary>What a connection goes on with when it stops being HTTP: after 101 the protocol that was agreed on, after
/// a successful CONNECT whatever the ends speak. Source: RFC 9110 §7.8 and §9.3.6.</summary>
internal static class HttpTunnel
{
    internal static void Begin(DissectedFrame frame, in HttpHead head, HttpMethodKind asked, HttpConversation conversation)
    {
        bool upgraded = head.StatusCode == 101;
        bool connected = asked is HttpMethodKind.Connect && head.StatusCode is >= 200 and < 300;
        if (!upgraded && !connected) return;
        StreamDissector? next = connected ? ByPort(frame, conversation.Latest) : null;
        Switch(frame.Stream!, next ?? (StreamDissector)frame.Session.Registry.Dissectors[frame.Session.Registry.EntryOf("data")]);
    }

    /// <summary>The port of CONNECT's target says what will be spoken, as it does without a proxy.</summary>
    private static StreamDissector? ByPort(DissectedFrame frame, HttpRequestRecord? connect)
    {
        ReadOnlySpan<byte> target = connect is null ? default : connect.Uri.Span;
        if (!Utf8Parser.TryParse(target[(target.LastIndexOf((byte)':') + 1)..], out ushort port, out _)) return null;
        ProtocolRegistry registry = frame.Session.Registry;
        int entry = registry.Find(DissectorTable.TcpPort, port);
        return entry < 0 ? null : registry.Dissectors[entry] as StreamDissector;
    }

    private static void Switch(StreamContext stream, StreamDissector next)
    {
        stream.SwitchTo = next;
        stream.State = next.CreateConversationState();
        if (stream.Opposite is not { } opposite) return;
        opposite.SwitchTo = next;
        opposite.State = stream.State;
    }
}
