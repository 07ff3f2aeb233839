using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Cli.Printing;

/// <summary>Prints dissected frames in one of the forms of <c>-T</c>.</summary>
internal abstract class FramePrinter
{
    /// <summary>The fields that it shows, so that only those are computed; null for all.</summary>
    public abstract IEnumerable<Field>? Wanted { get; }

    /// <summary>Where inferred events go; null when it shows none.</summary>
    public virtual IEventSink? Events => null;

    /// <summary>Prints what stands before the first frame.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Prints a frame. What it shows must be read now: the next frame overwrites it.</summary>
    public abstract void Print(DissectedFrame frame);

    /// <summary>Prints what stands after the last frame.</summary>
    public virtual void End()
    {
    }
}
