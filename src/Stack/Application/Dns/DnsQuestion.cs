namespace NetStack.Application.Dns;

/// <summary>What a message asks. Source: RFC 1035 §4.1.2.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Which records of it.</param>
/// <param name="Class">Nearly always <see cref="DnsCodes.Internet"/>.</param>
public readonly record struct DnsQuestion(DomainName Name, ushort Type, ushort Class = DnsCodes.Internet);
