using System.Collections.Immutable;
using System.Text;

namespace NetStack.Conformance.Syntax;

/// <summary>Reads a backtick block as a list of settings. It knows a shell's words, quotes and ends of commands, and
/// nothing else of a shell; nothing is ever run. What is no setting is kept aside.</summary>
internal sealed class SettingsReader(string text)
{
    private const string SettingsRoot = "/proc/sys/";

    private readonly ImmutableArray<Setting>.Builder _settings = ImmutableArray.CreateBuilder<Setting>();
    private readonly ImmutableArray<string>.Builder _ignored = ImmutableArray.CreateBuilder<string>();
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private bool _hasWord;
    private int _position;

    public ImmutableArray<Setting> Settings => _settings.ToImmutable();

    public ImmutableArray<string> Ignored => _ignored.ToImmutable();

    public void Read()
    {
        while (_position < text.Length)
        {
            char c = text[_position];
            if (c is '\n' or ';' or '&' or '|')
                EndCommand();
            else if (char.IsWhiteSpace(c))
                EndWord();
            else if (c == '#' && !_hasWord)
                SkipComment();
            else if (c is '"' or '\'')
                ReadQuoted(c);
            else
                ReadPlain(c);
            _position++;
        }

        EndCommand();
    }

    /// <summary>Stops before the end of the line.</summary>
    private void SkipComment()
    {
        while (_position + 1 < text.Length && text[_position + 1] != '\n') _position++;
    }

    /// <summary>Up to the same quote, or to the end when that is missing.</summary>
    private void ReadQuoted(char quote)
    {
        _hasWord = true;
        int end = text.IndexOf(quote, _position + 1);
        if (end < 0) end = text.Length;
        _word.Append(text, _position + 1, end - _position - 1);
        _position = end;
    }

    /// <summary>A character of a word; behind a backslash any one, except that the end of a line vanishes with it.</summary>
    private void ReadPlain(char c)
    {
        if (c == '\\' && _position + 1 < text.Length)
        {
            c = text[++_position];
            if (c is '\n' or '\r') return;
        }

        _hasWord = true;
        _word.Append(c);
    }

    private void EndWord()
    {
        if (_hasWord) _words.Add(_word.ToString());
        _word.Clear();
        _hasWord = false;
    }

    private void EndCommand()
    {
        EndWord();
        int known = _settings.Count;
        if (_words.Count > 0) ReadCommand(_words[0][(_words[0].LastIndexOf('/') + 1)..]);
        if (_words.Count > 0 && _settings.Count == known) _ignored.Add(string.Join(' ', _words));
        _words.Clear();
    }

    private void ReadCommand(string program)
    {
        switch (program)
        {
            case "defaults.sh":
                _settings.Add(new(Setting.Defaults, _words[0]));
                break;
            case "sysctl" or "set_sysctls.py":
                foreach (string word in _words.Skip(1)) AddSetting(word);
                break;
            case "echo" when _words is [_, _, ">", _]:
                AddSetting($"{_words[3]}={_words[1]}");
                break;
        }
    }

    /// <summary>net.ipv4.tcp_sack=1 or /proc/sys/net/ipv4/tcp_sack=1; a flag such as -q is neither.</summary>
    private void AddSetting(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || word[0] == '-') return;
        string name = word[..equals];
        if (name.StartsWith(SettingsRoot, StringComparison.Ordinal)) name = name[SettingsRoot.Length..];
        _settings.Add(new(name.Replace('/', '.'), word[(equals + 1)..].Trim()));
    }
}
