using System.Reflection;
using Xunit;

namespace NetStack.Tests.Differential;

/// <summary>We and Debian's tshark read the same captures; every value of the core fields is compared.</summary>
public class DifferentialTests
{
    /// <summary>The goal: of all values, and of each field with 200 values or more. What differs is in KNOWN-DIFFERENCES.md.</summary>
    private const double ReachedShare = 0.995, ReachedShareOfAField = 0.97;
    private const int ValuesThatCount = 200;

    [Fact]
    public void The_core_fields_have_the_values_that_tshark_prints()
    {
        using Tshark tshark = new();
        Assert.SkipWhen(tshark.Version is null, "tshark is not installed: sudo apt-get install tshark");
        (string Name, string Path)[] captures = [.. Captures.All()];
        Assert.SkipWhen(captures.Length == 0, "no captures: set NETSTACK_CAPTURES to a folder of them");
        string[] fields = CoreFields();
        Agreement agreement = new(fields);
        Parallel.ForEach(captures, new() { MaxDegreeOfParallelism = 2 }, capture =>
        {
            FieldTable theirs = tshark.Read(capture.Path, fields), ours = Ours.Read(capture.Path, fields);
            lock (agreement) agreement.Add(capture.Name, theirs, ours);
        });
        string report = agreement.Report();
        TestContext.Current.AddAttachment("agreement.txt", report);
        WriteArtefact(report);
        Assert.True(agreement.Share >= ReachedShare, report);
        Assert.Empty(agreement.FieldsBelow(ReachedShareOfAField, ValuesThatCount));
    }

    private static string[] CoreFields()
    {
        using StreamReader list = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("core-fields.txt")!);
        return [.. list.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>Leaves the report in .build/test of the checkout, for people and for CI.</summary>
    private static void WriteArtefact(string report)
    {
        string folder = Path.Combine(Captures.Root, ".build", "test");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "agreement.txt"), report);
    }
}
