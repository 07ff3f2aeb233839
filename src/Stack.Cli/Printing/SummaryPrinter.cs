using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary><c>-T summary</c>: a line for each frame (number, time, source, destination, protocol, length, info), laid
/// out as tshark does. It needs the layers but no field, which makes it the quickest form.</summary>
internal sealed class SummaryPrinter(Utf8Writer writer, bool inColor) : FramePrinter
{
    private const int NumberWidth = 5, TimeWidth = 10, AddressWidth = 12;
    private readonly Utf8Writer _cell = new(64);

    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => [];

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        if (inColor) writer.Write(ColorOf(frame));
        WriteNumber(frame);
        WriteTime(frame);
        WriteEnd(frame, isSource: true);
        writer.Write("→ "u8);
        WriteEnd(frame, isSource: false);
        LayerRecord told = frame.Layers[frame.SummaryLayer];
        writer.Write(told.Protocol.ShortName);
        writer.Write((byte)' ');
        writer.WriteDecimal((ulong)frame.Info.OriginalLength);
        writer.Write((byte)' ');
        told.Dissector.Summarize(frame, told, writer);
        if (inColor) writer.Write("\e[0m"u8);
        writer.Write((byte)'\n');
    }

    private void WriteNumber(DissectedFrame frame)
    {
        _cell.Clear();
        _cell.WriteDecimal((ulong)frame.Info.Number);
        WriteRight(NumberWidth);
    }

    private void WriteTime(DissectedFrame frame)
    {
        _cell.Clear();
        _cell.WriteSeconds((frame.Info.Time - frame.Session.FirstTime).Nanoseconds, decimals: 6);
        WriteRight(TimeWidth);
    }

    /// <summary>An end of the innermost Internet layer or, where there is none, of the frame.</summary>
    private void WriteEnd(DissectedFrame frame, bool isSource)
    {
        _cell.Clear();
        NetworkContext network = frame.Network;
        if (network.Source.Family != IpFamily.None) _cell.WriteIp(isSource ? network.Source : network.Destination);
        else LinkAddress.Write(_cell, frame, isSource);
        if (isSource) WriteRight(AddressWidth);
        else WriteLeft(AddressWidth);
    }

    private void WriteRight(int width)
    {
        for (int i = _cell.Length; i < width; i++) writer.Write((byte)' ');
        writer.Write(_cell.Written);
        writer.Write((byte)' ');
    }

    private void WriteLeft(int width)
    {
        writer.Write(_cell.Written);
        for (int i = _cell.Length; i < width; i++) writer.Write((byte)' ');
        writer.Write((byte)' ');
    }

    /// <summary>The colour of the worst that was found: red for wrong, yellow for unusual.</summary>
    private static ReadOnlySpan<byte> ColorOf(DissectedFrame frame)
    {
        Severity worst = Severity.Chat;
        foreach (Finding finding in frame.Findings)
        {
            if (finding.Severity > worst) worst = finding.Severity;
        }

        return worst switch
        {
            Severity.Error => "\e[31m"u8,
            Severity.Warning => "\e[33m"u8,
            _ => "\e[0m"u8,
        };
    }
}
