namespace NetStack.Conformance.Syntax;

/// <summary>What a script says of the ECN field. Source: RFC 3168 §5.</summary>
public enum EcnField
{
    /// <summary>noecn: not ECN-capable, 00.</summary>
    NotCapable,

    /// <summary>ect1: 01.</summary>
    Ect1,

    /// <summary>ect0: 10.</summary>
    Ect0,

    /// <summary>ce: congestion was experienced, 11.</summary>
    CongestionExperienced,

    /// <summary>ect01: one of <see cref="Ect0"/> and <see cref="Ect1"/>.</summary>
    EitherEct,
}
