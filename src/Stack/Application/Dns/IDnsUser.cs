using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>Whoever asks a resolver.</summary>
public interface IDnsUser
{
    /// <summary>The answer is there. This may be before <see cref="DnsResolver.Resolve"/> returns, when nobody has to be asked.</summary>
    void OnAnswered(DnsQuery query, DnsAnswer answer, Timestamp now);
}
