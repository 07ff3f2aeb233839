using System.Diagnostics.CodeAnalysis;

namespace NetStack.Application.Http.Serving;

/// <summary>What a web server has to offer. The stack has no files: whoever starts the server brings them.</summary>
public interface IWebContent
{
    /// <summary>Opens what a path names.</summary>
    /// <param name="request">What is asked for. Its path is safe: it has been decoded once, and no part of it leads
    /// upwards.</param>
    /// <param name="body">What there is.</param>
    /// <returns>False when there is nothing (404).</returns>
    bool TryOpen(in WebRequest request, [NotNullWhen(true)] out IWebBody? body);
}
