using NetStack.Bytes;

namespace NetStack.Hosting;

/// <summary>The value of a socket option.</summary>
/// <param name="Number">The number; 0 and 1 for off and on.</param>
/// <param name="Extra">SO_LINGER: seconds. Joining and leaving a group: the interface, 0 for the one that the route names.</param>
/// <param name="Text">TCP_CONGESTION: the algorithm's name.</param>
/// <param name="Group">Joining and leaving a group: its address.</param>
public readonly record struct SocketOptionValue(long Number, int Extra = 0, string? Text = null, IpAddress Group = default)
{
    /// <summary>A value that is on or off.</summary>
    public static implicit operator SocketOptionValue(bool value) => new(value ? 1 : 0);

    /// <summary>A value that is a number.</summary>
    public static implicit operator SocketOptionValue(int value) => new(value);

    /// <summary>A value that is a name.</summary>
    public static implicit operator SocketOptionValue(string value) => new(0, Text: value);

    /// <summary>True when the option is on.</summary>
    public bool IsOn => Number != 0;
}
