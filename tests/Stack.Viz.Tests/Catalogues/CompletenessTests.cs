using System.Text.RegularExpressions;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;
using NetStack.Viz.Catalogues;
using Xunit;

namespace NetStack.Tests.Catalogues;

public sealed partial class CompletenessTests
{
    public static TheoryData<string> Languages => [.. Catalogue.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Every_field_finding_and_text_has_an_entry(string language)
    {
        var there = Entries(language).Select(entry => entry.Key).ToHashSet();
        AssertNone($"without an entry in Catalogues/{language}", CatalogueKeys.Needed.Except(there));
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_entry_is_without_something_that_needs_it(string language) =>
        AssertNone($"in Catalogues/{language}, but neither field, finding, event nor text",
            Entries(language).Select(entry => entry.Key).Except(CatalogueKeys.Needed));

    [Theory, MemberData(nameof(Languages))]
    public void No_key_stands_twice(string language) =>
        AssertNone($"twice in Catalogues/{language}",
            Entries(language).GroupBy(entry => entry.Key).Where(group => group.Count() > 1).Select(group => group.Key));

    [Theory, MemberData(nameof(Languages))]
    public void A_key_stands_in_the_file_that_it_is_looked_for_in_first(string language) =>
        AssertNone($"in another file of Catalogues/{language} than the one named like the word before the first dot",
            from file in CatalogueFile.NamesOf(language)
            from entry in CatalogueFile.Read(language, file)
            where CatalogueFile.NameFor(entry.Key) != file
            select $"{entry.Key} (in {file}.txt)");

    [Theory, MemberData(nameof(Languages))]
    public void A_field_has_a_meaning_that_says_more_than_its_label(string language)
    {
        Catalogue catalogue = Catalogue.For(language);
        AssertNone($"without a meaning of their own in Catalogues/{language}",
            from field in CatalogueKeys.Fields
            let label = catalogue.Label(field)
            let meaning = catalogue.Meaning(field).TrimEnd('.', '。')
            where meaning.Length == 0 || meaning.Equals(label, StringComparison.OrdinalIgnoreCase)
            select field.Name);
    }

    [Theory, MemberData(nameof(Languages))]
    public void Nothing_is_said_in_an_empty_text(string language) =>
        AssertNone($"empty in Catalogues/{language}",
            Entries(language).Where(entry => entry.Value.Text.Length == 0).Select(entry => entry.Key));

    [Fact]
    public void The_reasons_of_all_rooms_are_among_those_that_need_a_sentence()
    {
        Reason[] some = [TcpReasons.Nagle, TcpTransitions.AssumedOpen, SegmentReasons.Plain, InternetReasons.NotForUs];
        AssertNone("not found by reflection", TcpReasons.All.Concat(TcpTransitions.Reasons).Concat(SegmentReasons.All)
            .Concat(InternetReasons.All).Concat(some).Except(CatalogueKeys.Reasons).Select(reason => reason.Id));
    }

    [Fact]
    public void A_reason_belongs_to_one_rule_only() => AssertNone("with more than one RFC section for a name",
        CatalogueKeys.Reasons.Except(TcpTransitions.Reasons).GroupBy(reason => reason.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void A_reason_says_where_it_is_written() => AssertNone("without an RFC section",
        CatalogueKeys.Reasons.Where(reason => reason.Rfc.IsEmpty).Select(reason => reason.Id));

    [Theory, MemberData(nameof(Languages))]
    public void A_reason_is_told_in_whole_sentences(string language) => AssertNone($"without an end in Catalogues/{language}",
        from reason in CatalogueKeys.Reasons
        let sentence = Catalogue.For(language).Sentence(reason)
        where !sentence.EndsWith(language == "en" ? '.' : '。') && !sentence.EndsWith(language == "en" ? '?' : '？')
        select $"{reason.Id}: {sentence}");

    [Fact]
    public void A_sentence_has_the_same_placeholders_in_every_language()
    {
        var english = Entries("en").ToLookup(entry => entry.Key, entry => Placeholders(entry.Value.Text));
        AssertNone("with other placeholders than in English",
            from entry in Entries("zh-CN")
            where english.Contains(entry.Key) && english[entry.Key].First() != Placeholders(entry.Value.Text)
            select entry.Key);
    }

    [Fact]
    public void Chinese_entries_are_written_in_Chinese() =>
        AssertNone("in zh-CN without a Chinese character",
            from entry in Entries("zh-CN")
            let text = entry.Value.Text + entry.Value.Meaning
            where !Han().IsMatch(text) && Word().IsMatch(text)
            select entry.Key);

    private static IEnumerable<KeyValuePair<string, CatalogueEntry>> Entries(string language) =>
        CatalogueFile.NamesOf(language).SelectMany(file => CatalogueFile.Read(language, file));

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order());

    private static void AssertNone(string what, IEnumerable<string> keys)
    {
        string[] found = [.. keys.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{found.Length} {what}:\n  {string.Join("\n  ", found)}");
    }

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    /// <summary>A text of signs, numbers and names in capitals alone needs no translation.</summary>
    [GeneratedRegex("[a-z]{2,}")]
    private static partial Regex Word();
}
