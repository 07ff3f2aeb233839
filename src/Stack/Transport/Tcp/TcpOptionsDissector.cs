using System.Buffers.Binary;
using NetStack.Dissection;

namespace NetStack.Transport.Tcp;

/// <summary>Writes the options of a segment into the tree. Source: RFC 9293 §3.2 and the RFC of each option.</summary>
internal static class TcpOptionsDissector
{
    /// <summary>Writes all options.</summary>
    /// <param name="frame">Where to.</param>
    /// <param name="octets">The options' octets.</param>
    /// <param name="sackBase">What SACK edges are counted from: 0 for absolute numbers.</param>
    /// <param name="acknowledgment">SEG.ACK, by which a D-SACK is known (RFC 2883 §4).</param>
    public static void Write(DissectedFrame frame, scoped in Octets octets, uint sackBase, SeqNumber acknowledgment)
    {
        if (octets.Length == 0) return;
        frame.AddInPlace(TcpFields.OptionList, octets, 0, octets.Length);
        frame.Indent();
        TcpOptions options = new(octets.Span);
        while (options.MoveNext())
            WriteOption(frame, octets.Slice(options.At, options.Length), options.Kind, sackBase, acknowledgment);
        if (options.IsMalformed)
            frame.Report(Severity.Error, TcpDissector.MalformedOption, octets, options.At, options.Kind);
        frame.Outdent();
    }

    private static void WriteOption(DissectedFrame frame, scoped in Octets option, byte kind, uint sackBase, SeqNumber acknowledgment)
    {
        Field field = FieldOf(kind);
        frame.AddInPlace(field, option, 0, option.Length);
        frame.Indent();
        frame.Add(TcpFields.OptionKind, option, 0, 1, kind);
        if (kind > TcpOptionKind.NoOperation)
        {
            frame.Add(TcpFields.OptionLength, option, 1, 1, (ulong)option.Length);
            WriteValue(frame, option, kind, sackBase, acknowledgment);
        }

        frame.Outdent();
    }

    private static void WriteValue(DissectedFrame frame, scoped in Octets option, byte kind, uint sackBase, SeqNumber acknowledgment)
    {
        switch (kind)
        {
            case TcpOptionKind.MaximumSegmentSize when option.Length == 4:
                frame.Add(TcpFields.MssValue, option, 2, 2, Read16(option, 2));
                break;
            case TcpOptionKind.WindowScale when option.Length == 3:
                WriteWindowScale(frame, option);
                break;
            case TcpOptionKind.Sack:
                WriteSack(frame, option, sackBase, acknowledgment);
                break;
            case TcpOptionKind.Timestamps when option.Length == 10:
                frame.Add(TcpFields.TimestampValue, option, 2, 4, Read32(option, 2));
                frame.Add(TcpFields.TimestampEcho, option, 6, 4, Read32(option, 6));
                break;
            case TcpOptionKind.Md5Signature when option.Length == 18:
                frame.AddInPlace(TcpFields.Md5Digest, option, 2, 16);
                break;
            case TcpOptionKind.Authentication when option.Length >= 4:
                frame.Add(TcpFields.AuthenticationKey, option, 2, 1, option[2]);
                frame.Add(TcpFields.AuthenticationNextKey, option, 3, 1, option[3]);
                frame.AddInPlace(TcpFields.AuthenticationCode, option, 4, option.Length - 4);
                break;
            case TcpOptionKind.Multipath when option.Length >= 3:
                frame.Add(TcpFields.MultipathSubtype, option, 2, 1, (ulong)option[2] >> 4);
                break;
            case TcpOptionKind.FastOpen:
                WriteFastOpen(frame, option);
                break;
            case TcpOptionKind.Experiment1 or TcpOptionKind.Experiment2 when option.Length >= 4:
                frame.Add(TcpFields.ExperimentId, option, 2, 2, Read16(option, 2));
                break;
        }
    }

    private static void WriteWindowScale(DissectedFrame frame, scoped in Octets option)
    {
        byte shift = option[2];
        frame.Add(TcpFields.WindowShift, option, 2, 1, shift);
        if (shift > TcpConversation.MaxWindowShift)
            frame.Report(Severity.Warning, TcpDissector.ShiftTooLarge, option, 2, shift);
        frame.Add(TcpFields.WindowMultiplier, option, 2, 1, 1UL << Math.Min((int)shift, TcpConversation.MaxWindowShift));
    }

    /// <summary>RFC 2883 §4: the first block is a D-SACK when it lies below the acknowledgment, or within the second.</summary>
    private static void WriteSack(DissectedFrame frame, scoped in Octets option, uint sackBase, SeqNumber acknowledgment)
    {
        int blocks = (option.Length - 2) / 8;
        for (int i = 0; i < blocks; i++)
        {
            uint left = Read32(option, 2 + (8 * i)), right = Read32(option, 6 + (8 * i));
            frame.Add(TcpFields.SackLeft, option, 2 + (8 * i), 4, unchecked(left - sackBase));
            frame.Add(TcpFields.SackRight, option, 6 + (8 * i), 4, unchecked(right - sackBase));
            if (i > 0) continue;
            bool within = blocks > 1 && new SeqNumber(left) >= new SeqNumber(Read32(option, 10))
                && new SeqNumber(right) <= new SeqNumber(Read32(option, 14));
            if (!within && new SeqNumber(left) >= acknowledgment) continue;
            frame.Add(TcpFields.DsackLeft, option, 2, 4, unchecked(left - sackBase));
            frame.Add(TcpFields.DsackRight, option, 6, 4, unchecked(right - sackBase));
        }

        frame.AddGenerated(TcpFields.SackCount, (ulong)blocks);
    }

    private static void WriteFastOpen(DissectedFrame frame, scoped in Octets option)
    {
        if (option.Length == 2)
            frame.Add(TcpFields.FastOpenRequest, option, 0, 2, 0);
        else
            frame.AddInPlace(TcpFields.FastOpenCookie, option, 2, option.Length - 2);
    }

    private static Field FieldOf(byte kind) => kind switch
    {
        TcpOptionKind.EndOfList => TcpFields.EndOfList,
        TcpOptionKind.NoOperation => TcpFields.NoOperation,
        TcpOptionKind.MaximumSegmentSize => TcpFields.MaximumSegmentSize,
        TcpOptionKind.WindowScale => TcpFields.WindowScale,
        TcpOptionKind.SackPermitted => TcpFields.SackPermitted,
        TcpOptionKind.Sack => TcpFields.Sack,
        TcpOptionKind.Timestamps => TcpFields.Timestamps,
        TcpOptionKind.Md5Signature => TcpFields.Md5,
        TcpOptionKind.UserTimeout => TcpFields.UserTimeout,
        TcpOptionKind.Authentication => TcpFields.Authentication,
        TcpOptionKind.Multipath => TcpFields.Multipath,
        TcpOptionKind.FastOpen => TcpFields.FastOpen,
        TcpOptionKind.Experiment1 or TcpOptionKind.Experiment2 => TcpFields.Experimental,
        _ => TcpFields.UnknownOption,
    };

    private static ushort Read16(scoped in Octets octets, int at) => BinaryPrimitives.ReadUInt16BigEndian(octets.Span[at..]);

    private static uint Read32(scoped in Octets octets, int at) => BinaryPrimitives.ReadUInt32BigEndian(octets.Span[at..]);
}
