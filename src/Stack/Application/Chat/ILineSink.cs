using NetStack.Bytes;

namespace NetStack.Application.Chat;

/// <summary>Takes the lines that a chat client hears. It stores and returns.</summary>
public interface ILineSink
{
    /// <summary>Takes a line.</summary>
    /// <param name="line">The line without its end; valid during the call.</param>
    /// <param name="now">When it was heard.</param>
    void Hear(ReadOnlySpan<byte> line, Timestamp now);
}
