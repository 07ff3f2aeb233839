namespace NetStack.Viz.Catalogues;

/// <summary>What a catalogue says under one key.</summary>
/// <param name="Text">A field's label; for findings, events and the interface, the sentence.</param>
/// <param name="Meaning">What a field is for, in a sentence or two; for the label of an arrow, what is done then; empty for everything else.</param>
public readonly record struct CatalogueEntry(string Text, string Meaning);
