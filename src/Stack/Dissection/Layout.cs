using System.Collections.Immutable;

namespace NetStack.Dissection;

/// <summary>One form of octets inside a protocol that has several: an option, a kind of message. Bit offsets count
/// from the form's own first octet.</summary>
/// <param name="Name">A short name in the protocol's own words: <c>echo</c>, <c>router alert</c>.</param>
/// <param name="Fields">Fixed fields in order; they tile the form as a header's fields do.</param>
public sealed record Layout(string Name, ImmutableArray<Field> Fields);
