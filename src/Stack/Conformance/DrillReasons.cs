using System.Collections.Immutable;

namespace NetStack.Conformance;

/// <summary>The reasons of <see cref="ScriptFailure"/>: why a script that can be read did not pass.</summary>
public static class DrillReasons
{
    /// <summary>A packet is not as its line says; the differences tell.</summary>
    public const string PacketDiffers = "drill.packet-differs";

    /// <summary>The host sent nothing where a line expects a packet.</summary>
    public const string NoPacket = "drill.no-packet";

    /// <summary>The host sent what no line expects. Arguments: the packet, when.</summary>
    public const string UnexpectedPacket = "drill.unexpected-packet";

    /// <summary>The host sent what is no packet of TCP, UDP or ICMP. Arguments: octets.</summary>
    public const string MalformedPacket = "drill.malformed-packet";

    /// <summary>A segment's data is not what the application wrote. Arguments: the octet of the stream.</summary>
    public const string SentDataDiffers = "drill.sent-data-differs";

    /// <summary>What the application read is not what arrived. Arguments: the octet of the stream.</summary>
    public const string ReadDataDiffers = "drill.read-data-differs";

    /// <summary>A call returned something else; the differences tell. Arguments: the call's name.</summary>
    public const string CallDiffers = "drill.call-differs";

    /// <summary>A call that was to return still waits. Arguments: name, when it was to return.</summary>
    public const string CallWaits = "drill.call-waits";

    /// <summary>A call that this runner does not know. Arguments: its name.</summary>
    public const string UnknownCall = "drill.unknown-call";

    /// <summary>An argument that makes no sense there. Arguments: the call's name, which argument, from 1.</summary>
    public const string BadArgument = "drill.bad-argument";

    /// <summary>A name without a value. Arguments: the name.</summary>
    public const string UnknownSymbol = "drill.unknown-symbol";

    /// <summary>An option line that is not known. Arguments: its name.</summary>
    public const string UnknownOption = "drill.unknown-option";

    /// <summary>A setting that is not known. Arguments: its name.</summary>
    public const string UnknownSetting = "drill.unknown-setting";

    /// <summary>A setting's or option's value that makes no sense. Arguments: name, value.</summary>
    public const string BadSetting = "drill.bad-setting";

    /// <summary>An assertion does not hold. Arguments: the condition, the values of its names.</summary>
    public const string AssertionFailed = "drill.assertion-failed";

    /// <summary>There is no connection that code could ask about.</summary>
    public const string NoConnection = "drill.no-connection";

    /// <summary>The time of an event lies before that of the event before. Arguments: the time, the earlier one.</summary>
    public const string TimeRunsBack = "drill.time-runs-back";

    /// <summary>An ICMP message that the version of IP under test does not have.</summary>
    public const string NoSuchIcmp = "drill.no-such-icmp";

    /// <summary>A line with more data, or more options, than a datagram holds.</summary>
    public const string PacketTooLong = "drill.packet-too-long";

    /// <summary>The host asks again and again to be called at once.</summary>
    public const string Stuck = "drill.stuck";

    /// <summary>The script has no event: nothing would be checked.</summary>
    public const string Empty = "drill.empty";

    /// <summary>All reasons.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        PacketDiffers, NoPacket, UnexpectedPacket, MalformedPacket, SentDataDiffers, ReadDataDiffers, CallDiffers, CallWaits,
        UnknownCall, BadArgument, UnknownSymbol, UnknownOption, UnknownSetting, BadSetting, AssertionFailed, NoConnection,
        TimeRunsBack, NoSuchIcmp, PacketTooLong, Stuck, Empty,
    ];
}
