using System.Collections.Immutable;

namespace NetStack.Recording;

/// <summary>What a recording notes of a frame beside time and lengths: the options of its block.</summary>
/// <param name="Comments">What somebody wrote of the frame.</param>
/// <param name="Flags">epb_flags: the lowest two bits are the direction (1 inbound, 2 outbound); null when not given.</param>
/// <param name="DropCount">Frames lost between the one before on this interface and this; null when not given.</param>
public sealed record FrameNotes(ImmutableArray<string> Comments, uint? Flags = null, ulong? DropCount = null)
{
    /// <summary>Nothing noted.</summary>
    public static FrameNotes None { get; } = new([]);

    /// <summary>Reads the options of a frame's block.</summary>
    /// <param name="options">The octets that <see cref="RecordedFrame.OptionsOffset"/> and its length tell.</param>
    /// <param name="isBigEndian">The byte order of the frame's interface.</param>
    public static FrameNotes Read(ReadOnlySpan<byte> options, bool isBigEndian)
    {
        if (options.IsEmpty) return None;
        ImmutableArray<string>.Builder comments = ImmutableArray.CreateBuilder<string>();
        uint? flags = null;
        ulong? dropCount = null;
        PcapngOptions option = new(options, isBigEndian);
        while (option.Next())
        {
            switch (option.Code)
            {
                case PcapngFormat.Comment:
                    comments.Add(option.Text);
                    break;
                case PcapngFormat.PacketFlags when option.Value.Length == 4:
                    flags = new ByteOrder(isBigEndian).U32(option.Value, 0);
                    break;
                case PcapngFormat.PacketDropCount:
                    dropCount = option.Number;
                    break;
            }
        }

        return new(comments.DrainToImmutable(), flags, dropCount);
    }
}
