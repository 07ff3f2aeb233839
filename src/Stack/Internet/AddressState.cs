namespace NetStack.Internet;

/// <summary>Whether an address of an interface may be used. Source: RFC 4862 §5.5.4, RFC 5227 §2.1.</summary>
public enum AddressState : byte
{
    /// <summary>Not assigned: the state before, and after it was taken away.</summary>
    None,

    /// <summary>It is being asked whether somebody else has it; it cannot be used yet.</summary>
    Tentative,

    /// <summary>It is in use.</summary>
    Preferred,

    /// <summary>It goes on working, but new communication uses another where there is one.</summary>
    Deprecated,

    /// <summary>Somebody else has it: it is not used.</summary>
    Duplicate,
}
