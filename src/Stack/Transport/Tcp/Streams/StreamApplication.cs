using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Transport.Tcp.Streams;

/// <summary>Which application a conversation's stream belongs to, and how its messages are handed over.</summary>
/// <remarks>The server's port decides (the lower one first, as servers listen there); where no port is known, the
/// first octets may be recognised. Both directions share one object.</remarks>
internal sealed class StreamApplication
{
    private readonly ProtocolRegistry _registry;
    private readonly int _byPort;
    private int _entry;

    /// <summary>Looks the ports up.</summary>
    public StreamApplication(ProtocolRegistry registry, ushort firstPort, ushort secondPort)
    {
        _registry = registry;
        _byPort = registry.Find(DissectorTable.TcpPort, Math.Min(firstPort, secondPort));
        if (_byPort < 0) _byPort = registry.Find(DissectorTable.TcpPort, Math.Max(firstPort, secondPort));
        _entry = _byPort;
    }

    /// <summary>Frames octets and hands over each whole message.</summary>
    /// <returns>What is left over and needs more octets.</returns>
    public Unfinished HandOn(DissectedFrame frame, StreamContext context, scoped in Octets octets)
    {
        int at = 0;
        while (at < octets.Length)
        {
            Octets rest = octets.From(at);
            if (!TryFrame(context, rest.Span, out int entry, out MessageLength message))
            {
                frame.NextData(rest);
                break;
            }

            if (message.Answer != MessageLength.Kind.Known)
                return new(at, message.Answer, 0);
            if (message.Octets > rest.Length)
                return new(at, message.Answer, message.Octets - rest.Length);
            Invoke(frame, context, entry, rest.Slice(0, message.Octets));
            at += message.Octets;
        }

        return Unfinished.None;
    }

    /// <summary>Hands over a message that was framed before.</summary>
    public void Invoke(DissectedFrame frame, StreamContext context, scoped in Octets message)
    {
        int entry = EntryFor(context);
        if (entry >= 0) Invoke(frame, context, entry, message);
        else frame.NextData(message);
    }

    private static void Invoke(DissectedFrame frame, StreamContext context, int entry, scoped in Octets message)
    {
        frame.Stream = context;
        frame.Invoke(entry, message);
        frame.Stream = null;
    }

    private int EntryFor(StreamContext context) =>
        context.SwitchTo is { } next ? _registry.EntryOf(next) : _entry;

    /// <summary>Asks the known application, else those that recognise their own octets.</summary>
    private bool TryFrame(StreamContext context, ReadOnlySpan<byte> octets, out int entry, out MessageLength message)
    {
        entry = EntryFor(context);
        message = default;
        if (entry >= 0 && Ask(entry, context, octets, out message)) return true;
        if (context.SwitchTo is not null) return false;
        foreach (int candidate in _registry.StreamEntries)
        {
            var dissector = (StreamDissector)_registry.Dissectors[candidate];
            if (candidate == entry || !dissector.Recognizes(octets)) continue;
            if (!Ask(candidate, context, octets, out message)) continue;
            entry = candidate;
            if (_byPort < 0) _entry = candidate; // recognised once, known from then on
            return true;
        }

        return false;
    }

    private bool Ask(int entry, StreamContext context, ReadOnlySpan<byte> octets, out MessageLength message)
    {
        message = default;
        if (_registry.Dissectors[entry] is not StreamDissector dissector) return false;
        if (context.State is null)
        {
            context.State = dissector.CreateConversationState();
            if (context.Opposite is { } opposite) opposite.State = context.State;
        }

        message = dissector.Frame(context, octets);
        return message.Answer != MessageLength.Kind.NotThisProtocol;
    }
}
