using NetStack.Hosting;

namespace NetStack.Application.Http.Serving;

/// <summary>What somebody asks of a web server.</summary>
/// <param name="Path">The path, decoded and safe, with a slash at its beginning.</param>
/// <param name="Query">What stands behind the question mark, as it was sent; empty for none.</param>
/// <param name="Peer">Who asks.</param>
/// <param name="Local">Where the server was asked.</param>
public readonly record struct WebRequest(string Path, string Query, SocketAddress Peer, SocketAddress Local);
