using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Hosting;

namespace NetStack.Conformance.Running;

/// <summary>The arguments of a call as values. The first that makes no sense is kept as the failure; what is read after it
/// means nothing.</summary>
internal sealed class CallArguments(ScriptAction.Call call, ScriptPosition position, RunSettings settings)
{
    public ScriptFailure? Failure { get; private set; }

    public ScriptAction.Call Call => call;

    public int Count => call.Arguments.Length;

    public ScriptExpression? At(int index)
    {
        if (index < Count) return call.Arguments[index];
        Refuse(index);
        return null;
    }

    public bool IsEllipsis(int index) => index >= Count || call.Arguments[index] is ScriptExpression.Ellipsis;

    /// <summary>True for a pointer to nothing.</summary>
    public bool IsNull(int index) => index < Count && call.Arguments[index] is ScriptExpression.Symbol { Name: "NULL" };

    public long Number(int index) => At(index) is { } expression ? Number(expression, index) : 0;

    /// <summary>A number, or one in a list of one: [1].</summary>
    public long NumberIn(ScriptExpression? expression, int index) => expression switch
    {
        ScriptExpression.List { Elements: [var only] } => Number(only, index),
        null => 0,
        _ => Number(expression, index),
    };

    public long Number(ScriptExpression expression, int index)
    {
        switch (expression)
        {
            case ScriptExpression.Integer number: return number.Value;
            case ScriptExpression.Symbol symbol when Symbols.TryGet(symbol.Name, out long value): return value;
            case ScriptExpression.Symbol symbol:
                Failure ??= ScriptFailure.At(symbol.Position, DrillReasons.UnknownSymbol, symbol.Name);
                return 0;
            case ScriptExpression.Or bits: return bits.Parts.Aggregate(0L, (sum, part) => sum | Number(part, index));
            case ScriptExpression.Call { Name: "htons" or "htonl", Arguments: [var only] }: return Number(only, index);
            default:
                Refuse(index);
                return 0;
        }
    }

    /// <summary>A member of a structure, or null.</summary>
    public static ScriptExpression? Member(ScriptExpression? structure, params ReadOnlySpan<string> names)
    {
        if (structure is not ScriptExpression.Structure { Members: var members }) return null;
        foreach (StructureMember member in members)
        {
            if (member.Name is not null && names.Contains(member.Name)) return member.Value;
        }

        return null;
    }

    /// <summary>Octets that a list of buffers holds: [{..., 1000}, {..., 20}].</summary>
    public int Octets(ScriptExpression? vector, int index)
    {
        if (vector is not ScriptExpression.List list)
        {
            Refuse(index);
            return 0;
        }

        long sum = 0;
        foreach (ScriptExpression element in list.Elements)
        {
            if (element is ScriptExpression.Structure { Members: [_, var length] }) sum += Number(length.Value, index);
            else Refuse(index);
        }

        return Length(sum, index);
    }

    public int Length(int index) => Length(Number(index), index);

    /// <summary>A number of 32 bits.</summary>
    public int Int(int index)
    {
        long value = Number(index);
        if (value is >= int.MinValue and <= int.MaxValue) return (int)value;
        Refuse(index);
        return 0;
    }

    /// <summary>The address that a call is about: three dots are the peer, and its parts stand for themselves.</summary>
    public SocketAddress Remote(int index) => Address(index, settings.Remote, settings.ConnectPort);

    /// <summary>The address to bind to; three dots are the host's own.</summary>
    public SocketAddress Local(int index) => Address(index, settings.Local, settings.BindPort);

    /// <summary>Compares an address that the call gave back with what the script says of it.</summary>
    public void CompareAddress(int index, in SocketAddress actual, List<FieldDifference> differences)
    {
        if (IsEllipsis(index) || At(index) is not ScriptExpression.Structure) return;
        SocketAddress expected = Address(index, actual.Address, actual.Port);
        if (expected != actual) differences.Add(new("address", expected.ToString(), actual.ToString()));
    }

    private SocketAddress Address(int index, IpAddress address, ushort port)
    {
        if (index < Count && At(index) is ScriptExpression.Symbol { Name: "AF_UNSPEC" }) return default;
        if (IsEllipsis(index) || At(index) is not ScriptExpression.Structure structure) return new(address, port);
        ScriptExpression? family = Member(structure, "sa_family", "sin_family", "sin6_family");
        if (family is ScriptExpression.Symbol { Name: "AF_UNSPEC" }) return default;
        if (Member(structure, "sin_port", "sin6_port") is { } number and not ScriptExpression.Ellipsis)
            port = (ushort)(Number(number, index) & ushort.MaxValue);
        return Member(structure, "sin_addr", "sin6_addr") switch
        {
            ScriptExpression.Call { Arguments: [.., ScriptExpression.Text text] } => new(Translate(text.Value, index), port),
            ScriptExpression.Symbol { Name: "INADDR_ANY" } => new(Any, port),
            _ => new(address, port),
        };
    }

    private IpAddress Any => settings.IsVersion6 ? IpAddress.V6(0, 0) : IpAddress.V4(0);

    /// <summary>The addresses of one version of IP stand for those of the other.</summary>
    private IpAddress Translate(string text, int index)
    {
        if (!IpAddress.TryParse(text, out IpAddress address)) Refuse(index);
        if (address == settings.LocalV4 || address == settings.LocalV6) return settings.Local;
        if (address == settings.RemoteV4 || address == settings.RemoteV6) return settings.Remote;
        return address is { High: 0, Low: 0 } ? Any : address;
    }

    private int Length(long value, int index)
    {
        if (value >= 0 && value <= Script.MaxPayload * 64L) return (int)value;
        Refuse(index);
        return 0;
    }

    public void Refuse(int index) =>
        Failure ??= ScriptFailure.At(position, DrillReasons.BadArgument, call.Name, PacketText.Decimal(index + 1));
}
