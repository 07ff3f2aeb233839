using System.Text;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Chat;

/// <summary>The server's end of a connection: somebody who gives a name, talks and listens.</summary>
internal sealed class ChatSession(ChatServer server) : StreamSession
{
    private const int MaxWaiting = 65_536, OctetsAtATime = 512;
    private readonly OctetQueue _waiting = new();
    private readonly LineReader _lines = new(ChatLine.MaxLength);
    private string? _name;
    private bool _isLeaving, _isTooSlow, _hasGreeted;

    /// <summary>Hears a line. Who does not read what is said is put out, so that the room does not keep it for
    /// ever.</summary>
    internal void Hear(ReadOnlySpan<byte> line)
    {
        _isTooSlow |= _waiting.Count + line.Length > MaxWaiting;
        if (_isTooSlow)
        {
            Hasten(default); // there is no room to wait for
            return;
        }

        _waiting.Append(line);
        Wake(Writing);
    }

    protected internal override Readiness Step(Timestamp now)
    {
        if (!_hasGreeted) Say("* your name?");
        _hasGreeted = true;
        if (!_isTooSlow && !_isLeaving && TryReceive(Scratch[..OctetsAtATime], out int count, now))
        {
            if (count == 0) return Over;
            ReadOnlySpan<byte> octets = Scratch[..count];
            while (!_isLeaving && _lines.TryRead(ref octets, out ReadOnlySpan<byte> line, out bool isTooLong)) Take(line, isTooLong, now);
        }

        if (_waiting.Count > 0) _waiting.Consume(Send(_waiting.Span, now));
        if (_isTooSlow)
        {
            EndsWithReset = true;
            return Over;
        }

        if (_waiting.Count > 0) return _isLeaving ? Writing : Reading | Writing;
        return _isLeaving ? Over : Reading;
    }

    protected override Readiness OnDeadline(Timestamp now)
    {
        EndsWithReset = _isTooSlow;
        return base.OnDeadline(now);
    }

    protected internal override void OnEnded(Timestamp now)
    {
        if (_name is null) return;
        Reason because = _isTooSlow ? ChatReasons.TooSlow : _isLeaving ? ChatReasons.Quit : ChatReasons.Left;
        server.Leave(_name, this, because, now);
    }

    private void Take(ReadOnlySpan<byte> line, bool isTooLong, Timestamp now)
    {
        if (isTooLong) Say($"* a line has at most {ChatLine.MaxLength} octets");
        else if (!ChatLine.IsText(line)) Say("* only UTF-8 text can be said");
        else if (_name is null) TakeName(line, now);
        else if (line.SequenceEqual("/who"u8)) Say("* here: " + string.Join(", ", server.Members));
        else if (line.SequenceEqual("/quit"u8)) Quit();
        else if (line.StartsWith("/"u8)) Say("* commands: /who /quit");
        else if (!line.IsEmpty) server.Tell($"{_name}: {Encoding.UTF8.GetString(line)}", this);
    }

    private void TakeName(ReadOnlySpan<byte> line, Timestamp now)
    {
        string name = Encoding.UTF8.GetString(line);
        if (line.SequenceEqual("/quit"u8)) Quit();
        else if (!ChatLine.IsName(line)) Say($"* a name is one word of at most {ChatLine.MaxName} octets; your name?");
        else if (!server.TryJoin(name, this, now)) Say("* somebody has this name; your name?");
        else Welcome(name);
    }

    private void Welcome(string name)
    {
        _name = name;
        Say($"* welcome, {name}; here: {string.Join(", ", server.Members)}");
    }

    private void Quit()
    {
        Say("* bye");
        _isLeaving = true;
    }

    private void Say(string line) => Hear(Encoding.UTF8.GetBytes(line + "\n"));
}
