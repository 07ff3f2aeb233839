using System.Text;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Application.Dns;

/// <summary>Messages put together by hand.</summary>
internal static class DnsMessages
{
    /// <summary>A question for one name and type.</summary>
    public static byte[] Query(string name, ushort type = 1, ushort id = 0x1234) =>
        [.. Header(id, 0x0100, 1), .. Name(name), .. Word(type), .. Word(1)];

    /// <summary>An answer with one record, its owner a pointer to the question's name.</summary>
    public static byte[] Answer(string name, ushort type, byte[] data, ushort id = 0x1234) =>
        [.. Header(id, 0x8180, 1, 1), .. Name(name), .. Word(type), .. Word(1), 0xC0, 12, .. Record(type, data)];

    public static byte[] Header(ushort id, ushort flags, ushort questions = 0, ushort answers = 0, ushort authority = 0, ushort additional = 0) =>
        [.. Word(id), .. Word(flags), .. Word(questions), .. Word(answers), .. Word(authority), .. Word(additional)];

    /// <summary>A record without its name: type, class IN, 300 seconds, data.</summary>
    public static byte[] Record(ushort type, byte[] data) =>
        [.. Word(type), .. Word(1), 0, 0, 1, 0x2C, .. Word((ushort)data.Length), .. data];

    public static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]), 0];

    public static byte[] Text(string text) => [(byte)text.Length, .. Encoding.Latin1.GetBytes(text)];

    /// <summary>A frame with the message; from the server's port when it is an answer.</summary>
    public static byte[] InDatagram(byte[] message, ushort client = 40000, ushort server = 53) =>
        Datagram(message, client, server, back: message.Length > 2 && (message[2] & 0x80) != 0);
}
