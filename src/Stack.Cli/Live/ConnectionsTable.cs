using System.Globalization;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Cli.Output;
using NetStack.Hosting;
using NetStack.Transport.Tcp;
using NetStack.Viz.Commands;
using NetStack.Viz.Values;
using Spectre.Console;

namespace NetStack.Cli.Live;

/// <summary>The host's TCP connections as a table that is drawn again while it changes: in place on a terminal, below each other in
/// a pipe.</summary>
internal sealed class ConnectionsTable
{
    private const int MostRows = 40;
    private string _last = "";
    private int _lines;

    private readonly record struct Row(int Id, ConnectionKey Key, TcpState State, TcpInfo Info);

    public void Show(HostPump pump, Utf8Writer writer)
    {
        (Row[] rows, int count) = pump.Call(Snapshot).GetAwaiter().GetResult();
        Utf8Writer table = new();
        PictureOutput.Write(table, Draw(rows, count), PictureOutput.ColumnsOr(PictureOutput.TableColumns));
        string text = table.ToString();
        if (text == _last) return;
        if (Terminal.OutputHasColor && _lines > 0) writer.Write($"\e[{_lines}A\e[J");
        writer.Write(text);
        (_last, _lines) = (text, text.Count(static c => c == '\n'));
    }

    private static (Row[] Rows, int Count) Snapshot(Host host, Timestamp now) => (
        [.. host.Tcp.Connections.Take(MostRows).Select(connection => new Row(connection.Id, connection.Key, connection.State, connection.Status(now)))],
        host.Tcp.ConnectionCount);

    private static Table Draw(Row[] rows, int count)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns(Texts.Of(LiveTexts.Local), Texts.Of(LiveTexts.Remote), Texts.Of(LiveTexts.State), "cwnd", "ssthresh", "SRTT", "RTO", Texts.Of(LiveTexts.Retransmitted))
            .Caption(Texts.Of(LiveTexts.Connections, count));
        foreach (Row row in rows.OrderBy(static row => row.Id))
        {
            SocketAddress local = new(row.Key.LocalAddress, row.Key.LocalPort), remote = new(row.Key.RemoteAddress, row.Key.RemotePort);
            string ssthresh = row.Info.SndSsthresh >= int.MaxValue ? "∞" : Decimal(row.Info.SndSsthresh);
            table.AddRow(local.ToString().EscapeMarkup(), remote.ToString().EscapeMarkup(), row.State.RfcName(), Decimal(row.Info.SndCwnd), ssthresh,
                Time(row.Info.Rtt), Time(row.Info.Rto), Decimal(row.Info.TotalRetrans));
        }

        return table;
    }

    private static string Time(uint microseconds) => microseconds == 0 ? "-" : DurationText.Of(Duration.FromMicroseconds(microseconds));

    private static string Decimal(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
