using System.Buffers.Binary;
using System.Text;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// Socket options: C's level, name and octets as an option of the stack and its value.
internal sealed unsafe partial class SystemCalls
{
    private const int IpLevel = 0, SocketLevel = 1, TcpLevel = 6, Ipv6Level = 41;
    private const int NameLength = 16; // TCP_CONGESTION
    private const int LingerLength = 8;
    private const SocketOption SocketMemory = (SocketOption)((SocketLevel << 16) | 55);
    private const SocketOption CongestionInfo = (SocketOption)((TcpLevel << 16) | 26);
    private const SocketOption FastOpenKey = (SocketOption)((TcpLevel << 16) | 33);

    public Outcome GetOption(int fd, int level, int name, byte* octets, uint* length)
    {
        Errno error = Find(fd, out Descriptor socket);
        if (error != Errno.None) return error;
        if (length == null || (octets == null && *length > 0)) return Errno.EFAULT;
        if (*length > int.MaxValue) return Errno.EINVAL;
        Span<byte> whole = stackalloc byte[TcpInfoLayout.Length];
        whole.Clear();
        int room = (int)*length;
        error = ReadOption(socket.Socket, OptionOf(level, name), room, whole, out int written);
        if (error != Errno.None) return error;
        *length = (uint)Math.Min(written, room);
        whole[..(int)*length].CopyTo(new Span<byte>(octets, room));
        return Errno.None;
    }

    public Outcome SetOption(int fd, int level, int name, byte* octets, uint length)
    {
        Errno error = Find(fd, out Descriptor socket);
        if (error != Errno.None) return error;
        if (octets == null && length > 0) return Errno.EFAULT;
        SocketOption option = OptionOf(level, name);
        ReadOnlySpan<byte> given = new(octets, (int)Math.Min(length, TcpInfoLayout.Length));
        if (option == FastOpenKey) return SetFastOpenKey(given);
        return TryReadValue(option, given, out SocketOptionValue value)
            ? Sockets.SetOption(socket.Socket, option, value, session.Now)
            : Errno.EINVAL;
    }

    private static SocketOption OptionOf(int level, int name) => (SocketOption)((level << 16) | (name & 0xFFFF));

    private Errno ReadOption(int socket, SocketOption option, int room, Span<byte> octets, out int written)
    {
        const int socketMemoryLength = 9 * sizeof(uint);
        Errno error = Errno.None;
        written = 0;
        switch (option)
        {
            case SocketOption.TcpInfo:
                TcpInfoLayout.Write(Sockets.Info(socket, session.Now), octets);
                written = TcpInfoLayout.Length;
                break;
            case CongestionInfo: // no algorithm here has anything to tell beyond TCP_INFO
                break;
            case SocketMemory: // our memory is not counted as the kernel's is
                written = socketMemoryLength;
                break;
            default:
                error = Sockets.GetOption(socket, option, out SocketOptionValue value, session.Now);
                if (error == Errno.None) written = WriteValue(option, value, room, octets);
                break;
        }

        return error;
    }

    private static int WriteValue(SocketOption option, in SocketOptionValue value, int room, Span<byte> octets)
    {
        int number = unchecked((int)value.Number);
        BinaryPrimitives.WriteInt32LittleEndian(octets, number);
        switch (option)
        {
            case SocketOption.TcpCongestion:
                octets[..NameLength].Clear();
                Encoding.ASCII.GetBytes(value.Text, octets[..(NameLength - 1)]);
                return NameLength;
            case SocketOption.Linger:
                BinaryPrimitives.WriteInt32LittleEndian(octets[4..], value.Extra);
                return LingerLength;
            default: // Linux: an option of IP that fits an octet is one, for whoever has room for no more
                bool isOctet = (int)option >> 16 == IpLevel && room < sizeof(int) && number is >= 0 and <= byte.MaxValue;
                return isOctet ? 1 : sizeof(int);
        }
    }

    private static bool TryReadValue(SocketOption option, ReadOnlySpan<byte> octets, out SocketOptionValue value)
    {
        bool isLinger = option == SocketOption.Linger, isNumber = octets.Length >= (isLinger ? LingerLength : sizeof(int));
        bool isOctet = (int)option >> 16 is IpLevel or Ipv6Level && octets.Length == 1;
        value = default;
        if (option == SocketOption.TcpCongestion)
        {
            ReadOnlySpan<byte> name = octets[..Math.Min(octets.Length, NameLength - 1)];
            int end = name.IndexOf((byte)0);
            value = Encoding.ASCII.GetString(end < 0 ? name : name[..end]);
            return name.Length > 0;
        }

        if (isOctet) value = octets[0];
        if (!isNumber) return isOctet;
        int seconds = isLinger ? BinaryPrimitives.ReadInt32LittleEndian(octets[4..]) : 0;
        value = new(BinaryPrimitives.ReadInt32LittleEndian(octets), seconds);
        return true;
    }

    /// <summary>TCP_FASTOPEN_KEY: 16 octets, or 32 for a key and the one before it. Ours is the host's, not a listener's.</summary>
    private Outcome SetFastOpenKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 32)) return Errno.EINVAL;
        session.Host.Tcp.FastOpen.SetKey(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        return Errno.None;
    }
}
