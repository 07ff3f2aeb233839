using System.Collections.Frozen;
using NetStack.Bytes;

namespace NetStack.Application.Tls;

/// <summary>What a part of a frame was, for its summary line.</summary>
internal enum TlsNote : byte
{
    Handshake,
    Fragment,
    EncryptedHandshake,
    ChangeCipherSpec,
    Alert,
    EncryptedAlert,
    ApplicationData,
    Heartbeat,
}

/// <summary>What the records of one frame were: which it takes the state of both directions to tell, so it is noted
/// while they are read.</summary>
internal sealed class TlsNotes
{
    private const int MaxNotes = 64;
    private readonly List<(TlsNote Note, byte First, byte Second)> _notes = [];
    private int _frame;

    /// <summary>Begins a frame, unless it has begun with an earlier record.</summary>
    internal void Begin(int frame)
    {
        if (frame != _frame) _notes.Clear();
        _frame = frame;
    }

    internal void Add(TlsNote note, byte first = 0, byte second = 0)
    {
        if (_notes.Count < MaxNotes) _notes.Add((note, first, second));
    }

    /// <summary>Writes the notes, separated by commas.</summary>
    internal void Write(Utf8Writer writer)
    {
        bool more = false;
        foreach ((TlsNote note, byte first, byte second) in _notes)
        {
            if (more) writer.Write(", "u8);
            Write(writer, note, first, second);
            more = true;
        }
    }

    private static void Write(Utf8Writer writer, TlsNote note, byte first, byte second)
    {
        switch (note)
        {
            case TlsNote.Handshake:
                writer.Write(Name(TlsNames.HandshakeTypes, first));
                break;
            case TlsNote.Fragment:
                writer.Write((byte)'[');
                writer.Write(Name(TlsNames.HandshakeTypes, first));
                writer.Write(" Fragment]"u8);
                break;
            case TlsNote.Alert:
                writer.Write("Alert (Level: "u8);
                writer.Write(Name(TlsNames.AlertLevels, first));
                writer.Write(", Description: "u8);
                writer.Write(Name(TlsNames.Alerts, second));
                writer.Write((byte)')');
                break;
            default:
                writer.Write(note switch
                {
                    TlsNote.EncryptedHandshake => "Encrypted Handshake Message"u8,
                    TlsNote.ChangeCipherSpec => "Change Cipher Spec"u8,
                    TlsNote.EncryptedAlert => "Encrypted Alert"u8,
                    TlsNote.Heartbeat => "Heartbeat"u8,
                    _ => "Application Data"u8,
                });
                break;
        }
    }

    private static string Name(FrozenDictionary<ulong, string> names, byte value) =>
        names.TryGetValue(value, out string? name) ? name : "Unknown";
}
