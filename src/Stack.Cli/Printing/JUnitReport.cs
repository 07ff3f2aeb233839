using System.Globalization;
using System.Text;
using System.Xml;

namespace NetStack.Cli.Printing;

/// <summary>Results of scripts in the XML that continuous integration reads.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyList<DrillOutcome> outcomes)
    {
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        XmlWriterSettings settings = new() { Indent = true, Encoding = encoding, CheckCharacters = false };
        using XmlWriter writer = XmlWriter.Create(path, settings);
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", "netstack drill");
        writer.WriteAttributeString("tests", Decimal(outcomes.Count));
        writer.WriteAttributeString("failures", Decimal(outcomes.Count(outcome => outcome is { Report: not null, IsUnreadable: false })));
        writer.WriteAttributeString("errors", Decimal(outcomes.Count(outcome => outcome.IsUnreadable)));
        foreach (DrillOutcome outcome in outcomes)
            WriteCase(writer, outcome);
        writer.WriteEndElement();
    }

    private static void WriteCase(XmlWriter writer, DrillOutcome outcome)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", Path.GetDirectoryName(outcome.Name));
        writer.WriteAttributeString("name", Path.GetFileNameWithoutExtension(outcome.Name));
        if (outcome.Report is { } report)
        {
            writer.WriteStartElement(outcome.IsUnreadable ? "error" : "failure");
            writer.WriteAttributeString("message", report.Split('\n')[0]);
            writer.WriteString(report);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Decimal(int value) => value.ToString(CultureInfo.InvariantCulture);
}
