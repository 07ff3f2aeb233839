using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>How a call ended: a value, or -1 and an error. EAGAIN is also how an attempt says that it would have to wait.</summary>
/// <param name="Value">What the call returns.</param>
/// <param name="Error">What becomes C's errno.</param>
internal readonly record struct Outcome(long Value, Errno Error = Errno.None)
{
    public static implicit operator Outcome(long value) => new(value);

    public static implicit operator Outcome(Errno error) => new(error == Errno.None ? 0 : -1, error);

    public static Outcome Of(long value, Errno error) => error == Errno.None ? value : error;
}
