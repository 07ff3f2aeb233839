using System.Buffers.Binary;

namespace NetStack.Recording;

/// <summary>Reads the numbers of a recording, which stand in the byte order of the machine that wrote it.</summary>
/// <param name="IsBigEndian">The highest octet first. <c>default</c> is little-endian.</param>
internal readonly record struct ByteOrder(bool IsBigEndian)
{
    public ushort U16(ReadOnlySpan<byte> octets, int at) => IsBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(octets[at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);

    public uint U32(ReadOnlySpan<byte> octets, int at) => IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(octets[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);

    public ulong U64(ReadOnlySpan<byte> octets, int at) => IsBigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(octets[at..])
        : BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]);

    public void Put16(Span<byte> octets, int at, ushort value)
    {
        if (IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(octets[at..], value);
        else BinaryPrimitives.WriteUInt16LittleEndian(octets[at..], value);
    }

    public void Put32(Span<byte> octets, int at, uint value)
    {
        if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(octets[at..], value);
        else BinaryPrimitives.WriteUInt32LittleEndian(octets[at..], value);
    }

    public void Put64(Span<byte> octets, int at, ulong value)
    {
        if (IsBigEndian) BinaryPrimitives.WriteUInt64BigEndian(octets[at..], value);
        else BinaryPrimitives.WriteUInt64LittleEndian(octets[at..], value);
    }
}
