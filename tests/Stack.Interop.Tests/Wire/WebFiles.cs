using System.Collections.Concurrent;
using System.Security.Cryptography;
using NetStack.Application.Http.Serving;

namespace NetStack.Tests.Wire;

/// <summary>Files with the octets that our own server's <c>/bytes/N</c> has, for other servers.</summary>
public sealed class WebFiles : IDisposable
{
    private static readonly byte[] Pattern = PatternBody.CreatePattern();
    private static readonly ConcurrentDictionary<long, byte[]> Digests = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("web").FullName;

    /// <summary>The SHA-256 of so many octets.</summary>
    public static byte[] DigestOf(long octets) => Digests.GetOrAdd(octets, static count =>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Walk(count, hash.AppendData);
        return hash.GetHashAndReset();
    });

    /// <summary>The name of a file with so many octets, which is made when it is not there.</summary>
    public string FileOf(long octets)
    {
        string name = $"{octets}.bin", path = Path.Combine(Folder, name);
        if (File.Exists(path)) return name;
        using FileStream file = File.Create(path);
        Walk(octets, file.Write);
        return name;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Walk(long octets, Action<ReadOnlySpan<byte>> take)
    {
        PatternBody body = new(Pattern, octets);
        byte[] buffer = new byte[1 << 20];
        for (long at = 0; at < octets;)
        {
            int count = body.Read(at, buffer);
            take(buffer.AsSpan(0, count));
            at += count;
        }
    }
}
