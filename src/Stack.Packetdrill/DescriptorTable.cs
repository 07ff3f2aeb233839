using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>The tool's file descriptors. Each is a real one of the kernel, for the tool closes what a script leaves open with
/// the C library's close(): a number of our own would be an error there, or somebody else's file.</summary>
internal sealed class DescriptorTable
{
    private readonly Dictionary<int, Descriptor> _descriptors = [];

    /// <summary>Gives a descriptor a number.</summary>
    /// <returns>The number, or the error of opening it.</returns>
    public Outcome Add(Descriptor descriptor)
    {
        int fd = LibC.Open("/dev/null", LibC.OpenReadWrite | LibC.OpenCloseOnExec);
        if (fd < 0) return Errno.EMFILE;
        _descriptors[fd] = descriptor; // a number that the tool has closed behind our back may come again
        return fd;
    }

    public Descriptor? Find(int fd) => _descriptors.GetValueOrDefault(fd);

    public void Remove(int fd)
    {
        if (_descriptors.Remove(fd)) _ = LibC.Close(fd);
    }
}
