using System.Text;
using NetStack.Application.Http.Serving;
using NetStack.Cli.Live;
using Xunit;

namespace NetStack.Tests;

public sealed class FolderContentTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory().FullName;
    private readonly string _root;

    public FolderContentTests()
    {
        _root = Path.Combine(_top, "www");
        Directory.CreateDirectory(Path.Combine(_root, "inner"));
        Directory.CreateDirectory(Path.Combine(_top, "secret"));
        File.WriteAllText(Path.Combine(_root, "index.html"), "<p>home");
        File.WriteAllText(Path.Combine(_root, "inner", "a.txt"), "inner");
        File.WriteAllText(Path.Combine(_top, "secret", "key"), "secret");
        File.CreateSymbolicLink(Path.Combine(_root, "file-out"), Path.Combine(_top, "secret", "key"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "folder-out"), Path.Combine(_top, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "folder-in"), Path.Combine(_root, "inner"));
    }

    [Theory]
    [InlineData("/", "<p>home")]
    [InlineData("/index.html", "<p>home")]
    [InlineData("/inner/a.txt", "inner")]
    [InlineData("/folder-in/a.txt", "inner")]
    [InlineData("/inner", null)] // a folder without index.html is not listed
    [InlineData("/nothing", null)]
    [InlineData("/file-out", null)]
    [InlineData("/folder-out/key", null)]
    [InlineData("/../secret/key", null)] // the server refuses such a path before; the folder does, too
    public void A_folder_gives_its_files_and_nothing_from_outside(string path, string? expected)
    {
        string? found = null;
        if (new FolderContent(_root).TryOpen(new(path, "", default, default), out IWebBody? body))
        {
            byte[] octets = new byte[body.Length];
            Assert.Equal(octets.Length, body.Read(0, octets));
            body.Close();
            found = Encoding.UTF8.GetString(octets);
        }

        Assert.Equal(expected, found);
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
