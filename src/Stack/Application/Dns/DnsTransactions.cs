using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>The questions and answers of a session, so that an answer can tell which frame asked and how long it took.</summary>
/// <remarks>What is remembered is bounded: the oldest transaction is forgotten when there are too many.</remarks>
internal sealed class DnsTransactions
{
    /// <summary>The most transactions that are remembered at a time.</summary>
    public const int MaxTransactions = 32_768;

    /// <summary>The same question after this time is a new one rather than a retransmission.</summary>
    private static readonly Duration RetransmissionTime = Duration.FromSeconds(5);

    private readonly Dictionary<Key, Transaction> _latest = [];
    private readonly Queue<Key> _order = [];

    /// <summary>Takes a question into account.</summary>
    /// <returns>The frame that asked the same before; 0 when this is a new question.</returns>
    public int Ask(DissectedFrame frame, ushort id)
    {
        Key key = KeyOf(frame, id);
        FrameInfo info = frame.Info;
        if (_latest.TryGetValue(key, out Transaction known))
        {
            if (known.AnsweredIn == 0 && info.Time - known.AskedAt <= RetransmissionTime) return known.AskedIn;
        }
        else
        {
            Remember(key);
        }

        _latest[key] = new(info.Number, info.Time, 0);
        return 0;
    }

    /// <summary>Takes an answer into account.</summary>
    /// <returns>Its transaction as it was before: a frame that answered already means a retransmission. <c>default</c>
    /// for an answer to no question that was seen.</returns>
    public Transaction Answer(DissectedFrame frame, ushort id)
    {
        Key key = KeyOf(frame, id);
        if (!_latest.TryGetValue(key, out Transaction known)) return default;
        if (known.AnsweredIn == 0) _latest[key] = known with { AnsweredIn = frame.Info.Number };
        return known;
    }

    private void Remember(Key key)
    {
        if (_order.Count >= MaxTransactions) _latest.Remove(_order.Dequeue());
        _order.Enqueue(key);
    }

    private static Key KeyOf(DissectedFrame frame, ushort id) => new(frame.Transport.Protocol, frame.Transport.Conversation, id);

    /// <summary>One question and its answer.</summary>
    /// <param name="AskedIn">The frame of the question, 0 for none.</param>
    /// <param name="AskedAt">When it was asked first.</param>
    /// <param name="AnsweredIn">The frame of the first answer, 0 for none yet.</param>
    internal readonly record struct Transaction(int AskedIn, Timestamp AskedAt, int AnsweredIn);

    /// <summary>A conversation's number is unique in its transport protocol, and so is an identifier within it.</summary>
    private readonly record struct Key(byte Protocol, int Conversation, ushort Id);
}
