using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Dissection;
using NetStack.Expressions;
using NetStack.Tracing;

namespace NetStack.Viz.Catalogues;

/// <summary>Everything that a person reads, in one language: labels and meanings of fields, sentences for findings
/// and events, the texts of the interface. Views take a catalogue whenever they are drawn, so the language can change
/// at any moment. Names of protocols, fields and RFC terms stay as they are.</summary>
/// <remarks>A file is read when one of its keys is first asked for: a program that prints three fields of TCP reads one
/// small file. May be used from several threads.</remarks>
public sealed class Catalogue
{
    private readonly ConcurrentDictionary<string, Dictionary<string, CatalogueEntry>> _files = new();

    private Catalogue(string language) => Language = language;

    /// <summary>The languages that there are, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "zh-CN"];

    /// <summary>The language, as in <c>--lang</c> and in HTML's <c>lang</c>.</summary>
    public string Language { get; }

    /// <summary>The catalogue of a language.</summary>
    /// <param name="language">One of <see cref="Languages"/>, or a form of one: zh, zh-Hans, zh_CN.UTF-8, en-US.</param>
    /// <returns>The catalogue; English for a language that there is none of.</returns>
    public static Catalogue For(string? language) => new(Resolve(language) ?? Languages[0]);

    /// <summary>The one of <see cref="Languages"/> that a person means; null for a language that there is none of.</summary>
    public static string? Resolve(string? language)
    {
        if (string.IsNullOrEmpty(language)) return null;
        string primary = language.Split('-', '_', '.', '@')[0];
        return Languages.FirstOrDefault(known => known.Split('-')[0].Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A field's label: a word or two.</summary>
    public string Label(Field field) => Find(field.Name)?.Text ?? field.Name;

    /// <summary>What a field is for: a sentence or two.</summary>
    public string Meaning(Field field) => Find(field.Name)?.Meaning ?? "";

    /// <summary>A finding as a sentence.</summary>
    public string Sentence(in Finding finding) =>
        Format("finding:" + finding.Reason, finding.Reason, finding.Argument, finding.Argument2);

    /// <summary>Why a text is no expression, as a sentence. Arguments that are kinds of values are put into words, too.</summary>
    public string Sentence(ExpressionError error) => ErrorSentence(error.Reason, error.Arguments);

    /// <summary>Why a text is no script, or why code in it has no value, as a sentence.</summary>
    public string Sentence(ScriptError error) => ErrorSentence(error.Reason, error.Arguments);

    /// <summary>Why a script failed, as a sentence.</summary>
    public string Sentence(ScriptFailure failure) => ErrorSentence(failure.Reason, failure.Arguments);

    /// <summary>Why something happened, as a sentence.</summary>
    public string Sentence(in Reason reason) => Format("reason:" + reason.Id, reason.Id);

    /// <summary>The words at an arrow of the state diagram: what happens, and what is done then (empty for nothing).</summary>
    public (string Happens, string Done) Label(in Reason reason) =>
        Find("label:" + reason.Id) is { } entry ? (entry.Text, entry.Meaning) : (reason.Id, "");

    /// <summary>A text of the interface.</summary>
    /// <param name="key">A constant of a class whose name ends in <c>Texts</c>.</param>
    /// <param name="arguments">What the text's {0}, {1} … stand for.</param>
    public string Text(string key, params ReadOnlySpan<object?> arguments) => Format("ui:" + key, key, arguments);

    /// <summary>The entry of a key; null when there is none.</summary>
    internal CatalogueEntry? Find(string key)
    {
        if (File(CatalogueFile.NameFor(key)).TryGetValue(key, out CatalogueEntry entry)) return entry;
        foreach (string file in CatalogueFile.NamesOf(Language)) // rare: the key stands in a file of another name
        {
            if (File(file).TryGetValue(key, out entry)) return entry;
        }

        return null;
    }

    private string ErrorSentence(string reason, ImmutableArray<string> arguments) => Format("error:" + reason, reason,
        [.. arguments.Select(argument => argument.StartsWith("kind:", StringComparison.Ordinal) ? Format(argument, argument) : argument)]);

    private string Format(string key, string otherwise, params ReadOnlySpan<object?> arguments) =>
        Find(key) is { } entry ? string.Format(CultureInfo.InvariantCulture, entry.Text, arguments) : otherwise;

    private Dictionary<string, CatalogueEntry> File(string name) => _files.GetOrAdd(name, static (file, language) =>
    {
        Dictionary<string, CatalogueEntry> entries = [];
        foreach ((string key, CatalogueEntry entry) in CatalogueFile.Read(language, file)) entries[key] = entry;
        return entries;
    }, Language);
}
