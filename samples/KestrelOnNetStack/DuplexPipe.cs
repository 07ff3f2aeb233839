using System.IO.Pipelines;

namespace NetStack.Samples;

/// <summary>One end of a connection between two parts of a program.</summary>
internal sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
