using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Cli.Commands;
using NetStack.Cli.Printing;
using NetStack.Dissection;

namespace NetStack.Tests.Differential;

/// <summary>The same answers from us, through the printer that the program uses.</summary>
internal static class Ours
{
    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry(new SystemContentDecoder());

    /// <summary>True for a field that we know.</summary>
    public static bool Knows(string field) => Registry.TryGetFields(field, out _);

    /// <summary>The fields of every frame of a capture that can be read; those that we do not know stay empty.</summary>
    public static FieldTable Read(string capture, IReadOnlyList<string> fields)
    {
        string[] asked = [.. fields.Select(field => Knows(field) ? field : "frame.number")];
        Utf8Writer writer = new();
        FieldsPrinter printer = new(writer, FieldColumns.Resolve(Registry, ["frame.number", .. asked]), new());
        FieldSelection selection = new();
        foreach (Field field in printer.Wanted) selection.Add(field);
        DissectionSession session = new(Registry, PreferenceArguments.Parse(Tshark.Preferences)) { Selection = selection };
        using CaptureFile file = CaptureFile.Open(capture);
        while (file.TryRead(out CapturedFrame frame)) printer.Print(session.Dissect(frame.Octets, frame.Info));
        return FieldTable.Parse(writer.Written, fields.Count);
    }
}
