namespace NetStack.Application.Http.Fetching;

/// <summary>Why a request has no whole answer.</summary>
public enum HttpFetchError : byte
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>It has not been answered yet.</summary>
    Pending,

    /// <summary>The connection could not be opened.</summary>
    NotConnected,

    /// <summary>The connection ended or broke before the answer did.</summary>
    Incomplete,

    /// <summary>Nothing came for too long, or all of it took too long.</summary>
    TooSlow,

    /// <summary>The head of the answer is no HTTP, or contradicts itself.</summary>
    BadHead,

    /// <summary>The body is not chunked as it says.</summary>
    BadBody,

    /// <summary>The head or the body is larger than allowed.</summary>
    TooLarge,
}
