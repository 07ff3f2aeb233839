using System.Text;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>A field's names in JSON, as octets made once.</summary>
internal sealed class JsonKeys(Field field)
{
    /// <summary>The field's own name.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(field.Name);

    /// <summary>The name of the object that holds its children.</summary>
    public byte[] Tree { get; } = Encoding.UTF8.GetBytes(field.Name + "_tree");

    /// <summary>True for the first of two ports.</summary>
    public bool IsSourcePort { get; } = field.Name.EndsWith(".srcport", StringComparison.Ordinal);

    /// <summary>The further names under which its value stands.</summary>
    public byte[][] Aliases { get; } = [.. field.Aliases.Select(Encoding.UTF8.GetBytes)];
}
