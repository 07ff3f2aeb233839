using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>Builds the tree of a script, one method for each rule of the grammar in the README. A method that finds
/// something else notes a fault and gives null or false. This half reads options, times and events; the others calls
/// (<c>.Calls</c>), packets (<c>.Packets</c>) and TCP options (<c>.TcpOptions</c>).</summary>
internal sealed partial class ScriptParser(ScriptSource source)
{
    private readonly Cursor _cursor = new(source, 0, source.Text.Length);
    private int _depth;

    public Script Parse()
    {
        var options = ImmutableArray.CreateBuilder<ScriptOption>();
        var setup = ImmutableArray.CreateBuilder<ScriptEvent>();
        var events = ImmutableArray.CreateBuilder<ScriptEvent>();
        for (_cursor.SkipBlanks(); !_cursor.IsAtEnd && !_cursor.HasFailed; _cursor.SkipBlanks())
        {
            if (events.Count == 0 && _cursor.IsAt("--"))
                AddIfAny(options, ParseOption());
            else
                AddIfAny(events.Count == 0 && _cursor.IsAt("`") ? setup : events, ParseEvent());
        }

        return new(options.ToImmutable(), setup.ToImmutable(), events.ToImmutable());
    }

    private static void AddIfAny<T>(ImmutableArray<T>.Builder list, T? item) where T : class
    {
        if (item is not null) list.Add(item);
    }

    private ScriptOption? ParseOption()
    {
        ScriptPosition position = _cursor.Place;
        _cursor.Take("--");
        string name = _cursor.TakeWhile(c => Cursor.IsWordCharacter(c) || c == '-');
        if (name.Length == 0) return Fail<ScriptOption>(ScriptReasons.ExpectedOption);
        string? value = "";
        if (_cursor.Current == '=')
        {
            _cursor.Position++;
            value = _cursor.Current == '"' ? ParseQuoted() : _cursor.TakeWhile(c => !char.IsWhiteSpace(c));
        }

        return value is null ? null : new(position, name, value);
    }

    private ScriptEvent? ParseEvent()
    {
        ScriptPosition position = _cursor.Place;
        EventTime time = EventTime.AtOnce;
        bool hasTime = _cursor.Current != '`' && !_cursor.IsAt("%{");
        if (hasTime && !TryParseTime(out time)) return null;
        ScriptAction? action = time.ReturnsAt is null ? ParseAction() : ParseBlockingCall();
        return action is null ? null : new(position, time, action);
    }

    /// <summary>Only a call can block, so nothing else follows a time to return at.</summary>
    private ScriptAction? ParseBlockingCall()
    {
        _cursor.SkipBlanks();
        return char.IsAsciiLetter(_cursor.Current) ? ParseCall() : Fail<ScriptAction>(ScriptReasons.ExpectedCall);
    }

    private ScriptAction? ParseAction()
    {
        _cursor.SkipBlanks();
        return _cursor.Current switch
        {
            '<' or '>' => ParsePacket() is { } packet ? new ScriptAction.Packet(packet) : null,
            '`' => ParseSettings(),
            '%' when _cursor.IsAt("%{") => ParseCode(),
            '_' => ParseCall(),
            char c when char.IsAsciiLetter(c) => ParseCall(),
            _ => Fail<ScriptAction>(ScriptReasons.ExpectedAction),
        };
    }

    private ScriptAction.Configure? ParseSettings()
    {
        _cursor.Take("`");
        if (_cursor.TakeUntil("`", "`") is not { } text) return null;
        SettingsReader reader = new(text);
        reader.Read();
        return new(text, reader.Settings, reader.Ignored);
    }

    private ScriptAction.Code? ParseCode()
    {
        _cursor.Take("%{");
        int begin = _cursor.Position;
        if (_cursor.TakeUntil("}%", "%{") is not { } text) return null;
        ImmutableArray<Assertion> assertions = new CodeParser(source, begin, begin + text.Length).Parse();
        return _cursor.HasFailed ? null : new(text, assertions);
    }

    /// <summary>Counts nesting, so that no text can exhaust the stack. Each Enter that succeeds needs a Leave.</summary>
    private bool Enter()
    {
        if (_depth == Script.MaxDepth) return _cursor.Fail(ScriptReasons.TooDeep, Script.Decimal(Script.MaxDepth));
        _depth++;
        return true;
    }

    private void Leave() => _depth--;

    /// <summary>Reads items between commas up to a closing sign, and that sign; null after a fault.</summary>
    private ImmutableArray<T>? ParseItems<T>(string closing, Func<T?> parseItem) where T : class
    {
        var items = ImmutableArray.CreateBuilder<T>();
        if (_cursor.TryTake(closing)) return [];
        do
        {
            if (parseItem() is not { } item) return null;
            items.Add(item);
        }
        while (_cursor.TryTake(","));
        return _cursor.Take(closing) ? items.ToImmutable() : null;
    }

    private T? Fail<T>(string reason) where T : class
    {
        _cursor.Fail(reason);
        return null;
    }
}
