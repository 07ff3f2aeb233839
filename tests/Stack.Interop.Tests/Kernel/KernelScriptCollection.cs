using Xunit;

namespace NetStack.Tests.Kernel;

/// <summary>Scripts in real time run alone: their times are compared.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelScriptCollection
{
    public const string Name = "scripts in real time";
}
