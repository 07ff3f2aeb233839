using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>Reads one message and its options; options hold options, and relays wrap messages. Source: RFC 8415 §8, §9
/// and §21.</summary>
internal readonly ref partial struct Dhcpv6Reader
{
    /// <summary>How deep messages and options may nest: a relayed message with addresses and their status needs four.</summary>
    private const int MaxDepth = 16;

    private const byte RelayForward = 12, RelayReply = 13;
    private const int MessageHeader = 4, RelayHeader = 34, OptionHeader = 4;

    private readonly DissectedFrame _frame;
    private readonly Octets _octets;
    private readonly Utf8Writer _text;

    /// <summary>A reader of a datagram's message.</summary>
    public Dhcpv6Reader(DissectedFrame frame, in Octets octets, Utf8Writer text)
    {
        _frame = frame;
        _octets = octets;
        _text = text;
    }

    private ReadOnlySpan<byte> Span => _octets.Span;

    /// <summary>Reads a message.</summary>
    /// <param name="at">Where it starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="depth">How many messages and options are around it.</param>
    public void ReadMessage(int at, int end, int depth)
    {
        if (at >= end) return;
        byte type = Span[at];
        _frame.Add(Dhcpv6Fields.MessageType, _octets, at, 1, type);
        bool relayed = type is RelayForward or RelayReply;
        int header = relayed ? RelayHeader : MessageHeader;
        if (end - at < header)
        {
            _frame.ReportTooShort(_octets, end, header - (end - at));
            return;
        }

        if (relayed)
        {
            _frame.Add(Dhcpv6Fields.HopCount, _octets, at + 1, 1, Span[at + 1]);
            _frame.AddInPlace(Dhcpv6Fields.LinkAddress, _octets, at + 2, 16);
            _frame.AddInPlace(Dhcpv6Fields.PeerAddress, _octets, at + 18, 16);
        }
        else
        {
            _frame.Add(Dhcpv6Fields.TransactionId, _octets, at + 1, 3, DissectedFrame.ReadBits(Span, (at + 1) * 8, 24));
        }

        ReadOptions(at + header, end, depth);
    }

    private void ReadOptions(int at, int end, int depth)
    {
        if (depth > MaxDepth)
        {
            _frame.Report(Severity.Warning, FindingReasons.TooDeep, _octets, at, MaxDepth);
            return;
        }

        while (at < end)
        {
            if (end - at < OptionHeader || end - at - OptionHeader < UInt16At(at + 2))
            {
                _frame.ReportTooShort(_octets, at, OptionHeader + (end - at < OptionHeader ? 0 : UInt16At(at + 2)));
                return;
            }

            (ushort code, int length) = (UInt16At(at), UInt16At(at + 2));
            int node = _frame.Open(Dhcpv6Fields.OptionType, _octets, at, OptionHeader + length, code);
            _frame.Add(Dhcpv6Fields.OptionLength, _octets, at + 2, 2, (ulong)length);
            at += OptionHeader;
            if (!ReadOption(code, at, at + length, depth))
                _frame.Report(Severity.Error, Dhcpv6Dissector.BadOption, _octets, at, code, length);
            _frame.Close(node);
            at += length;
        }
    }

    private ushort UInt16At(int at) => BinaryPrimitives.ReadUInt16BigEndian(Span[at..]);

    private uint UInt32At(int at) => BinaryPrimitives.ReadUInt32BigEndian(Span[at..]);
}
