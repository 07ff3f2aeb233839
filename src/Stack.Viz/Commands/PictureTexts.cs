namespace NetStack.Viz.Commands;

/// <summary>Texts of the commands that draw: <c>layers</c>, <c>header</c>, <c>fields</c>, <c>ladder</c>, <c>states</c>.</summary>
public static class PictureTexts
{
    /// <summary>What <c>layers</c> is for.</summary>
    public const string Layers = "picture.layers";

    /// <summary>What <c>header</c> is for.</summary>
    public const string Header = "picture.header";

    /// <summary>What <c>fields</c> is for.</summary>
    public const string Fields = "picture.fields";

    /// <summary>What <c>ladder</c> is for.</summary>
    public const string Ladder = "picture.ladder";

    /// <summary>What <c>states</c> is for.</summary>
    public const string States = "picture.states";

    /// <summary>What --frame is for.</summary>
    public const string Frame = "picture.option.frame";

    /// <summary>What --stream is for.</summary>
    public const string Stream = "picture.option.stream";

    /// <summary>What --all is for.</summary>
    public const string All = "picture.option.all";

    /// <summary>What --svg is for.</summary>
    public const string Svg = "picture.option.svg";

    /// <summary>What PROTOCOL is.</summary>
    public const string Protocol = "picture.argument.protocol";

    /// <summary>What PATTERN is.</summary>
    public const string Pattern = "picture.argument.pattern";

    /// <summary>What the FILE of <c>header</c> is.</summary>
    public const string ValuesFile = "picture.argument.values";

    /// <summary>The file holds fewer frames. Arguments: file, frames, the frame asked for.</summary>
    public const string NoFrame = "picture.error.frame";

    /// <summary>No such protocol. Arguments: what was written, near names.</summary>
    public const string NoProtocol = "picture.error.protocol";

    /// <summary>The protocol has no header of fixed fields. Argument: the protocol.</summary>
    public const string NoHeader = "picture.error.header";

    /// <summary>The frame has no such layer. Arguments: frame, protocol, the layers that it has.</summary>
    public const string NotInFrame = "picture.error.layer";

    /// <summary>The file holds no such TCP connection. Arguments: file, connections, the number asked for.</summary>
    public const string NoStream = "picture.error.stream";

    /// <summary>No field is like the pattern. Argument: the pattern.</summary>
    public const string NoField = "picture.error.field";

    /// <summary>A picture was written. Argument: the file.</summary>
    public const string Written = "picture.written";
}
