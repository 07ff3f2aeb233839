using NetStack.Bytes;
using NetStack.Recording;

namespace NetStack.Capture;

/// <summary>Writes a capture file that Wireshark opens: pcapng, or pcap when the name ends in .pcap, .cap or .dmp.</summary>
/// <remarks>Only whole records reach the disk, so the file can be read up to the last flush however the program
/// ends. Interfaces are described before their frames; a pcap file has room for one link type and no notes.</remarks>
public sealed class CaptureWriter : IDisposable
{
    private static readonly string[] PcapExtensions = [".pcap", ".cap", ".dmp"];

    private readonly StreamBufferWriter _output;
    private readonly string _name;
    private readonly PcapngWriter? _pcapng;
    private readonly List<RecordedInterface> _interfaces = [];
    private PcapWriter? _pcap;
    private int _namesCopied, _secretsCopied;

    /// <summary>Writes to a stream, which is closed with this object.</summary>
    /// <param name="stream">Where the octets go.</param>
    /// <param name="name">What messages call it; its extension chooses the format.</param>
    /// <param name="section">What a pcapng file says of the machine and program.</param>
    public CaptureWriter(Stream stream, string name, RecordedSection? section = null)
    {
        (_output, _name) = (new(stream), name);
        if (!PcapExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            _pcapng = new(_output, section ?? new(Application: "NetStack"));
    }

    /// <summary>Creates a file, or writes to standard output for "-". A file of that name is replaced.</summary>
    /// <exception cref="CaptureException">The file cannot be created.</exception>
    public static CaptureWriter Create(string path, RecordedSection? section = null)
    {
        if (path == CaptureFile.StandardInput) return new(Console.OpenStandardOutput(), "standard output", section);
        try
        {
            return new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), path, section);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
            throw Directory.Exists(folder)
                ? new CaptureException(CaptureError.UnwritableFile, "capture.error.cannot-create",
                    $"{path}: cannot be created: {e.Message}; name a file that you may write", e)
                : new CaptureException(CaptureError.UnwritableFile, "capture.error.no-such-folder",
                    $"{path}: its folder is not there; make it: mkdir -p {folder}", e);
        }
    }

    /// <summary>Octets written so far.</summary>
    public long OctetsWritten => _output.OctetsWritten;

    /// <summary>The interfaces described so far.</summary>
    public IReadOnlyList<RecordedInterface> Interfaces => _interfaces;

    /// <summary>Describes a capture point.</summary>
    /// <returns>Its index, for <see cref="FrameInfo.Interface"/>.</returns>
    /// <exception cref="CaptureException">A pcap file cannot hold a second link type.</exception>
    public int AddInterface(RecordedInterface description)
    {
        if (_pcapng is not null)
            _pcapng.WriteInterface(description);
        else if (_pcap is null)
            _pcap = new(_output, description.LinkType, Variant(description));
        else if (_pcap.LinkType != description.LinkType)
            throw new CaptureException(CaptureError.UnwritableFile, "capture.error.one-link-type",
                $"{_name}: a pcap file has one link type, these frames have two: write a file whose name ends in .pcapng");
        _interfaces.Add(description);
        return _interfaces.Count - 1;
    }

    /// <summary>Writes a frame of an interface that was described.</summary>
    /// <param name="info">Time, original length, link type and interface count.</param>
    /// <param name="octets">What was captured.</param>
    /// <param name="notes">Comments and the like; left out of pcap.</param>
    /// <exception cref="CaptureException">The disk is full, or the like.</exception>
    public void Write(in FrameInfo info, ReadOnlySpan<byte> octets, FrameNotes? notes = null)
    {
        try
        {
            if (_pcapng is not null) _pcapng.WriteFrame(info, octets, notes);
            else (_pcap ?? throw new ArgumentException("No interface was described.", nameof(info))).Write(info, octets);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    /// <summary>Copies the frame that a file gave last, with its notes, and what the file said before it:
    /// interfaces, names, keys.</summary>
    public void Copy(CaptureFile file, in CapturedFrame frame)
    {
        while (_interfaces.Count < file.Interfaces.Count) AddInterface(file.Interfaces[_interfaces.Count]);
        if (_pcapng is not null) CopyNamesAndSecrets(file, _pcapng);
        Write(frame.Info, frame.Octets.Span, file.ReadNotes());
    }

    /// <summary>Writes what an interface counted; left out of pcap.</summary>
    public void WriteStatistics(int interfaceIndex, InterfaceStatistics statistics) =>
        _pcapng?.WriteStatistics(interfaceIndex, statistics);

    /// <summary>Brings everything written to the disk or the reader of a pipe.</summary>
    /// <exception cref="CaptureException">The disk is full, or the like.</exception>
    public void Flush()
    {
        try
        {
            _output.Flush();
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    /// <summary>Ends the file. A pcap file without any interface becomes an empty Ethernet capture.</summary>
    public void Dispose()
    {
        if (_pcapng is null && _pcap is null) AddInterface(new());
        try
        {
            Flush();
        }
        finally
        {
            _output.Dispose();
        }
    }

    private static PcapVariant Variant(RecordedInterface description) =>
        new(IsBigEndian: false, HasNanoseconds: description.Resolution.Code != TimeResolution.Microseconds.Code);

    private void CopyNamesAndSecrets(CaptureFile file, PcapngWriter pcapng)
    {
        if (file.Names.Count > _namesCopied)
        {
            pcapng.WriteNames(file.Names.Skip(_namesCopied));
            _namesCopied = file.Names.Count;
        }

        for (; _secretsCopied < file.Secrets.Count; _secretsCopied++) pcapng.WriteSecret(file.Secrets[_secretsCopied]);
    }

    private CaptureException CannotWrite(IOException error) => new(
        CaptureError.UnwritableFile, "capture.error.cannot-write",
        $"{_name}: cannot be written: {error.Message}; is the disk full? see df -h", error);
}
