namespace NetStack.Recording;

/// <summary>What <see cref="RecordingReader.Read"/> came to.</summary>
public enum ReadStatus : byte
{
    /// <summary>A frame lies in the window.</summary>
    Frame,

    /// <summary>The window must grow to <see cref="RecordingReader.Needed"/> octets past what was consumed.</summary>
    NeedMore,

    /// <summary>The recording ended where a record ends.</summary>
    End,

    /// <summary>The recording cannot be read further: see <see cref="RecordingReader.Fault"/>.</summary>
    Fault,
}

/// <summary>Reads a recording frame by frame from a window over its octets, which the caller moves and fills. It
/// copies no frame and allocates nothing per frame.</summary>
/// <remarks>The caller hands in a window, and after each call drops <see cref="Consumed"/> octets from its front.
/// Octets are never trusted: whatever they hold, the result is a status.</remarks>
public abstract class RecordingReader
{
    /// <summary>The most octets of a frame that a file needs no excuse for: the largest default snapshot length in
    /// use (tcpdump's and Wireshark's). A packet on a real link, also a 64 KiB super-segment, is shorter.</summary>
    public const int PlausibleFrameLength = 262_144;

    /// <summary>The most octets of a frame or block that are accepted at all; a frame above
    /// <see cref="PlausibleFrameLength"/> only when the file's snapshot length announced it.</summary>
    public const int MaxBlockLength = 16 * 1024 * 1024;

    private protected readonly List<RecordedInterface> InterfaceList = [];

    /// <summary>Octets at which <see cref="Recognize"/> has a final answer.</summary>
    public const int MagicLength = 4;

    /// <summary>The capture points met so far, in the order of their descriptions over all sections.</summary>
    public IReadOnlyList<RecordedInterface> Interfaces => InterfaceList;

    /// <summary>The sections met so far; a pcap file is one section.</summary>
    public abstract IReadOnlyList<RecordedSection> Sections { get; }

    /// <summary>Host names that the recording holds, so far.</summary>
    public virtual IReadOnlyList<RecordedName> Names => [];

    /// <summary>Keys for decryption that the recording holds, so far.</summary>
    public virtual IReadOnlyList<RecordedSecret> Secrets => [];

    /// <summary>Frames found so far.</summary>
    public int FrameCount { get; private protected set; }

    /// <summary>Octets of the last window that are done with.</summary>
    public int Consumed { get; private set; }

    /// <summary>After <see cref="ReadStatus.NeedMore"/>: octets that the next window must hold at least.</summary>
    public int Needed { get; private set; }

    /// <summary>After <see cref="ReadStatus.Fault"/>: what is wrong, and where.</summary>
    public RecordingFault Fault { get; private set; }

    /// <summary>The recording's octet that the next window begins with.</summary>
    public long Position { get; private set; }

    /// <summary>A reader for what a recording begins with.</summary>
    /// <param name="start">Its first <see cref="MagicLength"/> octets or more.</param>
    /// <returns>Null when this is neither pcap nor pcapng.</returns>
    public static RecordingReader? Recognize(ReadOnlySpan<byte> start)
    {
        if (start.Length < MagicLength) return null;
        if (PcapReader.TryReadMagic(start, out PcapVariant variant)) return new PcapReader(variant);
        return PcapngReader.IsPcapng(start) ? new PcapngReader() : null;
    }

    /// <summary>Finds the next frame.</summary>
    /// <param name="window">Octets from <see cref="Position"/> on.</param>
    /// <param name="isLast">True when no octets follow the window.</param>
    /// <param name="frame">Where the frame lies, after <see cref="ReadStatus.Frame"/>.</param>
    public abstract ReadStatus Read(ReadOnlySpan<byte> window, bool isLast, out RecordedFrame frame);

    /// <summary>Reads again a frame that was met before, and changes nothing.</summary>
    /// <param name="record">Octets from the frame's <see cref="RecordedFrame.RecordAt"/> on.</param>
    /// <param name="interfaceIndex">The frame's interface.</param>
    /// <param name="number">The frame's number.</param>
    /// <param name="frame">Where the frame lies in <paramref name="record"/>.</param>
    /// <param name="needed">When false is returned: octets that would be enough, or 0 when the octets are not the
    /// frame's record (any more).</param>
    public abstract bool TryReadAgain(
        ReadOnlySpan<byte> record, int interfaceIndex, int number, out RecordedFrame frame, out int needed);

    /// <summary>Gives the windows consumed so far back, and the position in the recording.</summary>
    private protected ReadStatus Consume(int octets, ReadStatus status)
    {
        Consumed = octets;
        Position += octets;
        return status;
    }

    /// <summary>The window holds only <paramref name="available"/> of the octets needed next: more are
    /// asked for, unless the recording ends here.</summary>
    private protected ReadStatus Want(int consumed, int available, int needed, bool isLast)
    {
        if (isLast && available == 0) return Consume(consumed, ReadStatus.End);
        if (isLast) return Stop(consumed, RecordingFaultReason.Truncated, needed, available);
        Needed = needed;
        return Consume(consumed, ReadStatus.NeedMore);
    }

    /// <summary>A fault in the record that begins after the consumed octets.</summary>
    private protected ReadStatus Stop(int consumed, RecordingFaultReason reason, long value, long limit)
    {
        Consume(consumed, ReadStatus.Fault);
        Fault = new(reason, Position, value, limit);
        return ReadStatus.Fault;
    }

    /// <summary>A frame's length as an integer: hostile claims saturate.</summary>
    private protected static int ClampLength(uint length) => (int)Math.Min(length, int.MaxValue);
}
