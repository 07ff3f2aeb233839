using System.Collections.Frozen;
using NetStack.Transport;

namespace NetStack.Conformance.Running;

/// <summary>The names of errors.</summary>
internal static class Errors
{
    private static readonly FrozenDictionary<string, Errno> Named =
        Enum.GetValues<Errno>().ToFrozenDictionary(error => error.ToString(), StringComparer.Ordinal);

    /// <summary>The error with a name; null when there is none.</summary>
    public static Errno? Find(string name) =>
        name == "EWOULDBLOCK" ? Errno.EAGAIN : Named.TryGetValue(name, out Errno error) && error != Errno.None ? error : null;
}
