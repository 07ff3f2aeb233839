using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Conversations;

namespace NetStack.Transport.Udp;

/// <summary>What a session remembers of UDP: its conversations, and the ends that were announced for media.</summary>
/// <param name="seed">Keys the hash.</param>
/// <remarks>A conversation is what two ends say to each other. A session description (RFC 8866) announces one end alone:
/// here media will be taken, from whom is not said. Whatever such an end sends or gets is one conversation, also where
/// the other end changes: a call that is handed on, a relay that steps in.</remarks>
public sealed class UdpSession(ulong seed)
{
    /// <summary>The most announced ends that are remembered; later ones count as if nobody had announced them.</summary>
    public const int MaxAnnounced = 1024;

    private readonly Dictionary<Endpoint, UdpConversation?> _announced = [];

    /// <summary>The conversations; a stream number is an index.</summary>
    public ConversationTable<UdpConversation> Conversations { get; } = new(seed);

    /// <summary>What a session remembers of UDP; null when its registry has none.</summary>
    public static UdpSession? Of(DissectionSession session)
    {
        int entry = session.Registry.EntryOf(UdpDissector.Definition.Name);
        return entry < 0 ? null : session.State<UdpSession>(session.Registry.Dissectors[entry]);
    }

    /// <summary>Somebody said that media will be taken at an end, by RTP and its companion RTCP on the next port.
    /// Source: RFC 8866 §5.14, RFC 3550 §11.</summary>
    public void AnnounceMedia(IpAddress address, ushort port)
    {
        Announce(new(address, port));
        if (port < ushort.MaxValue) Announce(new(address, (ushort)(port + 1)));
    }

    /// <summary>The conversation that a datagram belongs to; begun with it when it is the first.</summary>
    public UdpConversation Take(in Endpoint source, in Endpoint destination, Timestamp now)
    {
        bool isAnnounced = _announced.Count > 0 && (_announced.ContainsKey(source) || _announced.ContainsKey(destination));
        ConversationKey key = ConversationKey.Of(source, destination, out _);
        UdpConversation? known = isAnnounced ? FindAnnounced(source, destination) : Conversations.Find(key);
        if (known is null)
        {
            known = new(Conversations.NextIndex, source, destination, now);
            Conversations.Add(key, known);
        }

        if (isAnnounced) RememberAnnounced(source, destination, known);
        return known;
    }

    private void Announce(in Endpoint end)
    {
        if (_announced.Count < MaxAnnounced) _announced.TryAdd(end, null);
    }

    private UdpConversation? FindAnnounced(in Endpoint source, in Endpoint destination) =>
        _announced.GetValueOrDefault(source) ?? _announced.GetValueOrDefault(destination);

    /// <summary>Both ends of a call may be announced: the first datagram ties them together.</summary>
    private void RememberAnnounced(in Endpoint source, in Endpoint destination, UdpConversation conversation)
    {
        if (_announced.TryGetValue(source, out UdpConversation? known) && known is null) _announced[source] = conversation;
        if (_announced.TryGetValue(destination, out known) && known is null) _announced[destination] = conversation;
    }
}
