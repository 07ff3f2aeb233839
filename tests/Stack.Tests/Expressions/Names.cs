using System.Diagnostics.CodeAnalysis;
using System.Text;
using NetStack.Bytes;
using NetStack.Expressions;
using Xunit;

namespace NetStack.Tests.Expressions;

/// <summary>A source of names made by hand: it knows neither frames nor protocols.</summary>
internal sealed class Names : INameScope, IValueSource
{
    private readonly Dictionary<string, Entry> _entries = [];

    private static ReadOnlySpan<byte> MacOctets => [0x00, 0x11, 0x22, 0x33, 0x44, 0x55];

    IEnumerable<string> INameScope.Names => _entries.Keys;

    /// <summary>One thing of every kind; names with several values, with layers, and one that is known but not there.</summary>
    public static Names Sample { get; } = new Names()
        .With("count", ValueKind.Unsigned, 8, 64UL)
        .With("length", ValueKind.Unsigned, 16, 1500UL)
        .With("ports", ValueKind.Unsigned, 16, 80UL, 50_000UL)
        .With("absent", ValueKind.Unsigned, 32)
        .With("signed", ValueKind.Signed, 32, -5L)
        .With("large", ValueKind.Unsigned, 64, ulong.MaxValue)
        .With("flag", ValueKind.Boolean, 1, true)
        .With("cleared", ValueKind.Boolean, 1, false)
        .With("label", ValueKind.Presence, 0, 0UL)
        .With("octets", ValueKind.Octets, 0, new byte[] { 0x47, 0x45, 0x54, 0x20, 0x2F })
        .With("packet", ValueKind.Protocol, 0, new byte[] { 0, 1, 2, 3 })
        .With("text", ValueKind.Text, 0, "Hello.World")
        .With("empty.text", ValueKind.Text, 0, "")
        .With("texts", ValueKind.Text, 0, "alpha", "beta")
        .With("ip", ValueKind.Ipv4, 0, Ip("10.1.2.3"))
        .With("ips", ValueKind.Ipv4, 0, Ip("10.1.2.3"), Ip("192.0.2.7"))
        .With("ip6", ValueKind.Ipv6, 0, Ip("2001:db8::1"))
        .With("mac", ValueKind.Mac, 0, new MacAddress(0x0011_2233_4455))
        .With("when", ValueKind.Time, 0, Timestamp.FromSeconds(1_593_866_096, 500_000_000))
        .With("span", ValueKind.Duration, 0, new Duration(1_500_000_000))
        .With("event.kind", ValueKind.Text, 0, "tcp.state-changed")
        .With("proto", ValueKind.Unsigned, 8, 6UL);

    public bool Holds(string text)
    {
        Assert.True(Expression.TryCompile(text, this, out Expression? expression, out ExpressionError? error), $"{text}: {error}");
        return expression!.Holds(this);
    }

    public ExpressionError Refuse(string text)
    {
        Assert.False(Expression.TryCompile(text, this, out _, out ExpressionError? error), $"{text}: accepted");
        return error!;
    }

    public Names With(string name, ValueKind kind, int bits, params object[] values)
    {
        _entries[name] = new(name, kind, bits, [.. values.Select(value => value is string text ? Encoding.UTF8.GetBytes(text) : value)]);
        return this;
    }

    public bool TryResolve(string name, [NotNullWhen(true)] out TypedName? resolved)
    {
        bool isKnown = _entries.TryGetValue(name, out Entry? entry);
        resolved = entry;
        return isKnown;
    }

    public bool MoveNext(TypedName name, scoped ref int cursor) => cursor++ < ((Entry)name).Values.Length;

    public Value Read(TypedName name, int cursor) => ((Entry)name).Values[cursor - 1] switch
    {
        bool value => Value.Boolean(value),
        long value => Value.Signed(value),
        ulong value when name.Kind == ValueKind.Unsigned => Value.Unsigned(value),
        byte[] value when name.Kind == ValueKind.Protocol => Value.Protocol(value, 2),
        byte[] value when name.Kind == ValueKind.Text => Value.Text(value),
        byte[] value => Value.FromOctets(value),
        IpAddress value => Value.Ip(value),
        MacAddress value => Value.Mac(value, MacOctets),
        Timestamp value => Value.Time(value),
        Duration value => Value.Duration(value),
        _ => Value.Presence,
    };

    /// <summary>The n-th value is in the n-th layer.</summary>
    public (int Layer, int Layers) LayerOf(TypedName name, int cursor) => (cursor, ((Entry)name).Values.Length);

    private static IpAddress Ip(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    private sealed class Entry(string name, ValueKind kind, int bits, object[] values) : TypedName(name, kind, bits)
    {
        public object[] Values { get; } = values;

        public override IReadOnlyDictionary<ulong, string>? ValueNames { get; } =
            name == "proto" ? new Dictionary<ulong, string> { [6] = "TCP", [17] = "UDP" } : null;
    }
}
