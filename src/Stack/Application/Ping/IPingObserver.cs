using NetStack.Bytes;

namespace NetStack.Application.Ping;

/// <summary>Is told what a ping finds, line by line. It stores and returns.</summary>
public interface IPingObserver
{
    /// <summary>A reply, an error or a loss.</summary>
    void OnResult(in PingResult result, Timestamp now);
}
