using NetStack.Bytes;
using NetStack.Dissection.Conversations;

namespace NetStack.Viz.Values;

/// <summary>An end as people write it: 192.0.2.1:80, [2001:db8::1]:80. Source: RFC 3986 §3.2.2.</summary>
public static class EndpointText
{
    /// <summary>The text.</summary>
    public static string Of(in Endpoint end) =>
        end.Address.Family == IpFamily.V6 ? $"[{end.Address}]:{end.Port}" : $"{end.Address}:{end.Port}";
}
