using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>Why a DHCP client changes its state: sentences stand in the catalogues.</summary>
public static class DhcpClientReasons
{
    /// <summary>It was started.</summary>
    public static Reason Started { get; } = Of("dhcp.client.started", "4.4.1");

    /// <summary>It asks who offers an address.</summary>
    public static Reason Discovers { get; } = Of("dhcp.client.discovers", "4.4.1");

    /// <summary>An offer has come.</summary>
    public static Reason Offered { get; } = Of("dhcp.client.offered", "4.4.1");

    /// <summary>The server has lent the address.</summary>
    public static Reason Acknowledged { get; } = Of("dhcp.client.acknowledged", "4.4.1");

    /// <summary>Nobody else uses the address.</summary>
    public static Reason NoConflict { get; } = Of("dhcp.client.no-conflict", "4.4.1");

    /// <summary>Somebody else uses the address.</summary>
    public static Reason Conflict { get; } = Of("dhcp.client.conflict", "4.4.4");

    /// <summary>The server refuses.</summary>
    public static Reason Refused { get; } = Of("dhcp.client.refused", "3.1");

    /// <summary>No answer to the request.</summary>
    public static Reason NoAnswer { get; } = Of("dhcp.client.no-answer", "3.1");

    /// <summary>T1 has come.</summary>
    public static Reason RenewalDue { get; } = Of("dhcp.client.renewal-due", "4.4.5");

    /// <summary>T2 has come.</summary>
    public static Reason RebindingDue { get; } = Of("dhcp.client.rebinding-due", "4.4.5");

    /// <summary>The lease has ended.</summary>
    public static Reason LeaseEnded { get; } = Of("dhcp.client.lease-ended", "4.4.5");

    /// <summary>The user gave the address back.</summary>
    public static Reason Released { get; } = Of("dhcp.client.released", "4.4.6");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } =
    [
        Started, Discovers, Offered, Acknowledged, NoConflict, Conflict, Refused, NoAnswer, RenewalDue, RebindingDue, LeaseEnded, Released,
    ];

    private static Reason Of(string id, string section) => new(id, Rfc.Section(2131, section));
}
