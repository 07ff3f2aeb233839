using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance;

public sealed class ScriptFileTests
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "conformance");

    public static TheoryData<string, IpFamily> Scripts
    {
        get
        {
            TheoryData<string, IpFamily> rows = [];
            foreach (string file in Directory.GetFiles(Home, "*.pkt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                IReadOnlyList<IpFamily> families = Script.TryParse(File.ReadAllText(file), out Script? script, out _)
                    ? ScriptRunner.FamiliesOf(script) : [IpFamily.V4];
                foreach (IpFamily family in families)
                    rows.Add(Path.GetRelativePath(Home, file).Replace('\\', '/'), family);
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Scripts))]
    public void Every_script_under_tests_conformance_passes(string file, IpFamily family)
    {
        string text = File.ReadAllText(Path.Combine(Home, file));
        Assert.True(Script.TryParse(text, out Script? script, out ScriptError? error), $"{file}:{error}");
        ScriptResult result = ScriptRunner.Run(script, family);
        Assert.True(result.IsPassed, result.IsPassed ? "" : $"{file} {Drill.Describe(text, family, result)}");
    }
}
