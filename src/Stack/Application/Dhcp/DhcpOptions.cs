namespace NetStack.Application.Dhcp;

/// <summary>Codes of the options that a client needs. Source: RFC 2132.</summary>
internal static class DhcpOptions
{
    public const byte Pad = 0, SubnetMask = 1, Router = 3, NameServers = 6, HostName = 12, RequestedAddress = 50, LeaseTime = 51,
        MessageType = 53, ServerIdentifier = 54, Parameters = 55, MaximumSize = 57, RenewalTime = 58, RebindingTime = 59,
        ClientIdentifier = 61, End = 255;
}
