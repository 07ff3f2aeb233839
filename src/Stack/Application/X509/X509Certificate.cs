using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.X509;

/// <summary>Reads from a certificate what tells which one it is: its serial number and the names that it is for.
/// Source: RFC 5280 §4.1. Issuer, validity and keys are left to other tools.</summary>
internal static class X509Certificate
{
    private const byte Integer = 0x02, OctetString = 0x04, ObjectIdentifier = 0x06, Boolean = 0x01, Sequence = 0x30;
    private const byte VersionTag = 0xA0, ExtensionsTag = 0xA3, DnsNameTag = 0x82;

    private static readonly Field SerialNumber = Field.Variable("x509af.serialNumber", FieldType.Octets, Rfc.Section(5280, "4.1.2.2"));
    private static readonly Field DnsName = Field.Variable("x509ce.dNSName", FieldType.Text, Rfc.Section(5280, "4.2.1.6"));

    /// <summary>Certificates themselves.</summary>
    internal static Protocol Framework { get; } = new("x509af", "X509AF", "X.509 Authentication Framework", [SerialNumber]);

    /// <summary>Their extensions.</summary>
    internal static Protocol Extensions { get; } = new("x509ce", "X509CE", "X.509 Certificate Extensions", [DnsName]);

    /// <summary>Writes what is found; nothing where the octets are no certificate.</summary>
    internal static void Add(DissectedFrame frame, scoped in Octets certificate)
    {
        if (!frame.Wants(SerialNumber) && !frame.Wants(DnsName)) return;
        if (!TryEnter(certificate, Sequence, out Octets outer) || !TryEnter(outer, Sequence, out Octets body)) return;
        DerReader values = new(body.Span);
        if (!values.MoveNext() || (values.Tag == VersionTag && !values.MoveNext()) || values.Tag != Integer) return;
        frame.AddInPlace(SerialNumber, body, values.Start, values.Length);
        while (values.MoveNext())
        {
            if (values.Tag == ExtensionsTag && TryEnter(body.Slice(values.Start, values.Length), Sequence, out Octets list))
                AddExtensions(frame, list);
        }
    }

    /// <summary>RFC 5280 §4.2: each is an identifier, perhaps "critical", and an octet string.</summary>
    private static void AddExtensions(DissectedFrame frame, scoped in Octets list)
    {
        DerReader extensions = new(list.Span);
        while (extensions.MoveTo(Sequence))
        {
            Octets extension = list.Slice(extensions.Start, extensions.Length);
            DerReader parts = new(extension.Span);
            if (!parts.MoveTo(ObjectIdentifier) || !IsAlternativeName(parts.Contents)) continue;
            if (!parts.MoveNext() || (parts.Tag == Boolean && !parts.MoveNext()) || parts.Tag != OctetString) continue;
            if (TryEnter(extension.Slice(parts.Start, parts.Length), Sequence, out Octets names)) AddNames(frame, names);
        }
    }

    private static void AddNames(DissectedFrame frame, scoped in Octets names)
    {
        DerReader reader = new(names.Span);
        while (reader.MoveNext())
        {
            if (reader.Tag == DnsNameTag) frame.AddAscii(DnsName, names, reader.Start, reader.Length);
        }
    }

    /// <summary>2.5.29.17 and 2.5.29.18: other names of the subject and of the issuer.</summary>
    private static bool IsAlternativeName(ReadOnlySpan<byte> identifier) =>
        identifier.Length == 3 && identifier[0] == 0x55 && identifier[1] == 0x1D && identifier[2] is 0x11 or 0x12;

    private static bool TryEnter(scoped in Octets octets, byte tag, out Octets contents)
    {
        DerReader reader = new(octets.Span);
        bool found = reader.MoveTo(tag);
        contents = found ? octets.Slice(reader.Start, reader.Length) : default;
        return found;
    }
}
