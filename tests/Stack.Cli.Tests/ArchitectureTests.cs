using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetStack.Dissection;
using Xunit;

namespace NetStack.Tests;

/// <summary>The rules that keep the layers apart: who may reference and name whom.</summary>
public partial class ArchitectureTests
{
    /// <summary>Which projects and packages a project may name. A project that is not listed here is not checked.</summary>
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Stack"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"],
        ["Stack.Capture"] = ["Stack", "SharpPcap", "PacketDotNet"],
        ["Stack.Viz"] = ["Stack", "Spectre.Console", "Microsoft.AspNetCore.Components.Web"],
        ["Stack.Labs"] = ["Stack", "YamlDotNet", "Markdig"],
        ["Stack.Web"] = ["Stack", "Stack.Viz", "Stack.Labs", "Microsoft.AspNetCore.Components.Web", "MudBlazor", "Plotly.Blazor"],
        ["Stack.Packetdrill"] = ["Stack"],
    };

    /// <summary>The wings of src/Stack, lowest first: each may name those before it.</summary>
    private static readonly string[] Wings =
    [
        "Bytes", "Expressions", "Tracing", "Dissection", "Link", "Internet", "Transport", "Hosting", "Application",
        "Simulation", "Conformance",
    ];

    public static TheoryData<string> Projects =>
        [.. AllowedReferences.Keys.Where(name => File.Exists(ProjectFile(name)))];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        IEnumerable<string> references = XDocument.Load(ProjectFile(project)).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Select(element => ((string?)element.Attribute("Include"))?.Replace('\\', '/') ?? "")
            .Select(reference => reference.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(reference) : reference);
        Assert.Empty(references.Except(AllowedReferences[project]));
    }

    [Fact]
    public void Names_in_the_stack_point_downwards()
    {
        IEnumerable<string> upwards =
            from file in Sources("Stack")
            let wing = WingOf(file)
            from used in UsedWings(file)
            where !MayName(wing, used)
            select $"{Path.GetRelativePath(Root, file)} names NetStack.{used}";
        Assert.Empty(upwards);
    }

    [Fact]
    public void Every_wing_of_the_stack_has_its_place_in_the_order() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(Root, "src", "Stack")).Select(Path.GetFileName)
            .Except([.. Wings, "Recording", "bin", "obj"]));

    [Fact]
    public void The_stack_names_no_other_project() =>
        Assert.DoesNotContain(Sources("Stack"), file => OtherProject().IsMatch(CodeOf(file)));

    [Theory]
    [InlineData("Stack.Viz")]
    [InlineData("Stack.Labs")]
    [InlineData("Stack.Web")]
    public void What_runs_in_a_browser_knows_no_server_and_no_device(string project) =>
        Assert.DoesNotContain(Sources(project), file => ServerOrDevice().IsMatch(CodeOf(file)));

    [Fact]
    public void The_stack_keeps_nothing_that_changes_in_statics() =>
        Assert.Empty(
            from type in typeof(DissectedFrame).Assembly.GetTypes()
            where !type.FullName!.Contains('<', StringComparison.Ordinal) // caches that the compiler makes
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.IsLiteral
            select $"{type}.{field.Name}");

    private static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static string ProjectFile(string project) => Path.Combine(Root, "src", project, project + ".csproj");

    private static IEnumerable<string> Sources(string project)
    {
        string folder = Path.Combine(Root, "src", project);
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
    }

    /// <summary>A file without its comments: those may speak of anything.</summary>
    private static string CodeOf(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string WingOf(string file) =>
        Path.GetRelativePath(Path.Combine(Root, "src", "Stack"), file).Split(Path.DirectorySeparatorChar)[0];

    private static IEnumerable<string> UsedWings(string file) =>
        UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Distinct();

    private static bool MayName(string wing, string used)
    {
        if (wing == used) return true;
        if (wing == "Recording") return used == "Bytes";
        return used != "Recording" && Array.IndexOf(Wings, used) < Array.IndexOf(Wings, wing);
    }

    [GeneratedRegex(@"^\s*(?:global )?using (?:static |[\w]+ = )?NetStack\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"NetStack\.(Capture|Viz|Labs|Web|Cli)\b")]
    private static partial Regex OtherProject();

    [GeneratedRegex(@"Microsoft\.AspNetCore\.(Hosting|Builder|Http|Mvc|Server)|SharpPcap|PacketDotNet|NetStack\.Capture")]
    private static partial Regex ServerOrDevice();
}
