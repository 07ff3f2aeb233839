using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NetStack.Application.Http.Serving;
using NetStack.Bytes;

namespace NetStack.Cli.Live;

/// <summary>The files of a folder for our web server. A path has been decoded and leads nowhere upwards before it comes here; a link
/// that leads out of the folder is not followed.</summary>
internal sealed class FolderContent(string root) : IWebContent
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public bool TryOpen(in WebRequest request, [NotNullWhen(true)] out IWebBody? body)
    {
        body = null;
        string path = Path.Join(_root, request.Path);
        try
        {
            if (Directory.Exists(path)) path = Path.Join(path, "index.html");
            FileInfo file = new(path);
            if (!file.Exists || !IsInside(file)) return false;
            body = new FileBody(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // not to be read: for the client it is not there
        }
    }

    /// <summary>Looks where the file and each folder on the way to it really are.</summary>
    private bool IsInside(FileInfo file)
    {
        if (!IsBelow(file.FullName)) return false;
        for (FileSystemInfo? at = file; at is not null && at.FullName.Length > _root.Length; at = Directory.GetParent(at.FullName))
        {
            if (at.ResolveLinkTarget(returnFinalTarget: true) is { } real && !IsBelow(real.FullName)) return false;
        }

        return true;
    }

    private bool IsBelow(string path) => Path.GetFullPath(path).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Read on the pump's thread: what is asked for again and again is in the system's memory.</summary>
    private sealed class FileBody : IWebBody
    {
        private readonly SafeFileHandle _file;

        public FileBody(FileInfo file)
        {
            _file = File.OpenHandle(file.FullName);
            Length = RandomAccess.GetLength(_file);
            LastModified = new((file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
            ContentType = WebTypes.Of(file.Name);
        }

        public long Length { get; }

        public string ContentType { get; }

        public Timestamp LastModified { get; }

        public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{Length:x}-{LastModified.Nanoseconds:x}\"");

        public int Read(long offset, Span<byte> octets)
        {
            try
            {
                return RandomAccess.Read(_file, octets, offset);
            }
            catch (IOException)
            {
                return 0;
            }
        }

        public void Close() => _file.Dispose();
    }
}
