using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>The connections of a script. A line that names no ports is about the one that was opened last.</summary>
internal sealed class ConversationTable(RunSettings settings, SeededRandom random)
{
    private const ushort FirstRemotePort = 53_000;
    private readonly List<Conversation> _all = [];
    private bool _awaitsPeer;
    private int _opened;

    /// <summary>The connection that lines without ports are about.</summary>
    public Conversation? Current { get; private set; }

    /// <summary>A socket listens: the next SYN that arrives opens a connection.</summary>
    public void NoteListening() => _awaitsPeer = true;

    public void NoteConnecting() => Current?.NoteReopened();

    /// <summary>The connection of a packet that goes into the host.</summary>
    /// <param name="ports">The packet's ports, or null.</param>
    /// <param name="syn">The script's number of a SYN without ACK; null for any other packet.</param>
    public Conversation ForInbound(PortPair? ports, uint? syn)
    {
        Conversation? found = ports is { } pair ? Find(new(pair.Destination, pair.Source))
            : syn is not null && _awaitsPeer ? null : Current;
        bool isNew = found is null;
        found ??= Add(ports?.Destination ?? settings.BindPort, ports?.Source ?? (ushort)(FirstRemotePort + _opened));
        if (syn is { } script)
        {
            found.NoteRemoteSyn(script, isNew);
            _awaitsPeer = false;
        }

        return Current = found;
    }

    /// <summary>The connection of a packet that has come out.</summary>
    public Conversation ForOutbound(SentPacket packet)
    {
        Conversation? found = Find(new(packet.SourcePort, packet.DestinationPort));
        if (found is not null) return found;
        found = Add(packet.SourcePort, packet.DestinationPort);
        Current = found;
        return found;
    }

    /// <summary>True for a packet of a connection that another one has followed.</summary>
    public bool IsOlder(SentPacket packet, bool orCurrent) =>
        Find(new(packet.SourcePort, packet.DestinationPort)) is { } found && (orCurrent || (found != _all[^1] && found != Current));

    /// <summary>What an ICMP message is about when it does not say.</summary>
    public Conversation CurrentOrNew() => Current ??= Add(settings.BindPort, settings.ConnectPort);

    /// <summary>A number that the script counts from where the host has not said one yet.</summary>
    public uint ChooseStart() => unchecked((uint)random.NextBits());

    private Conversation? Find(PortPair localToRemote) => _all.Find(conversation => conversation.HasPorts(localToRemote));

    private Conversation Add(ushort localPort, ushort remotePort)
    {
        _opened++;
        Conversation conversation = new(localPort, remotePort, ChooseStart());
        _all.Add(conversation);
        return conversation;
    }
}
