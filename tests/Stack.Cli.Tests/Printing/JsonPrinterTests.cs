using System.Text.Json;
using NetStack.Bytes;
using NetStack.Cli.Printing;
using NetStack.Dissection;
using Xunit;

namespace NetStack.Tests.Printing;

public class JsonPrinterTests
{
    [Fact]
    public void Json_has_the_shape_of_tshark()
    {
        string json = Print(writer => new JsonPrinter(writer), Frames.Udp);
        Assert.StartsWith("""
            [
              {
                "_index": "packets-2001-09-09",
                "_type": "doc",
                "_score": null,
                "_source": {
                  "layers": {
                    "frame": {
            """.ReplaceLineEndings("\n"), json);
        Assert.EndsWith("\n        }\n      }\n    }\n  }\n]\n", json);
    }

    [Fact]
    public void Children_stand_in_an_object_named_like_their_field_and_tree()
    {
        JsonElement ip = Layers(Print(writer => new JsonPrinter(writer), Frames.Udp)).GetProperty("ip");
        Assert.Equal("0x00", ip.GetProperty("ip.flags").GetString());
        Assert.Equal("0", ip.GetProperty("ip.flags_tree").GetProperty("ip.flags.df").GetString());
    }

    [Fact]
    public void Aliases_stand_behind_their_field_and_ports_behind_both()
    {
        string json = Print(writer => new JsonPrinter(writer), Frames.Udp);
        Assert.Contains("""
                      "ip.src": "192.0.2.1",
                      "ip.addr": "192.0.2.1",
                      "ip.src_host": "192.0.2.1",
                      "ip.host": "192.0.2.1",
                      "ip.dst": "192.0.2.2",
            """.ReplaceLineEndings("\n"), json);
        Assert.Contains("""
                      "udp.srcport": "40000",
                      "udp.dstport": "9",
                      "udp.port": "40000",
                      "udp.port": "9",
            """.ReplaceLineEndings("\n"), json);
    }

    [Fact]
    public void Octets_have_colons_in_json() =>
        Assert.Equal("61:62:63:64", Layers(Print(writer => new JsonPrinter(writer), Frames.Udp))
            .GetProperty("udp").GetProperty("udp.payload").GetString());

    [Fact]
    public void No_frame_is_an_empty_array() => Assert.Equal("[]\n", Print(writer => new JsonPrinter(writer)));

    [Fact]
    public void Frames_are_the_elements_of_one_array()
    {
        using JsonDocument json = JsonDocument.Parse(Print(writer => new JsonPrinter(writer), Frames.Udp, Frames.IpInIp));
        Assert.Equal(2, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void Asked_for_fields_are_arrays_of_their_values()
    {
        string json = Print(writer => new JsonFieldsPrinter(writer, Columns("ip.addr", "udp.stream", "tcp.nothing")), Frames.Udp);
        Assert.Equal(["192.0.2.1", "192.0.2.2"],
            Layers(json).GetProperty("ip.addr").EnumerateArray().Select(value => value.GetString()!));
        Assert.False(Layers(json).TryGetProperty("eth.src", out _));
    }

    [Fact]
    public void Ndjson_is_one_object_a_line_with_typed_values()
    {
        string[] lines = Print(writer => new NdjsonPrinter(writer), Frames.Udp, Frames.IpInIp).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        JsonElement ip = JsonDocument.Parse(lines[0]).RootElement.GetProperty("layers")[1];
        Assert.Equal("ip", ip.GetProperty("protocol").GetString());
        Assert.Equal(64, ip.GetProperty("ip.ttl").GetInt32());
        Assert.Equal(JsonValueKind.False, ip.GetProperty("ip.flags.df").ValueKind);
    }

    [Fact]
    public void Ndjson_of_chosen_fields_is_flat() =>
        Assert.Equal("{\"frame.number\":1,\"ip.addr\":[\"192.0.2.1\",\"192.0.2.2\"],\"ip\":true}\n",
            Print(writer => new NdjsonFieldsPrinter(writer, Columns("frame.number", "ip.addr", "ip", "dns")), Frames.Udp));

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\t\n\r\u0001\u007f", "\"\\t\\n\\r\\u0001\\u007f\"")]
    [InlineData("köln 漢字", "\"köln 漢字\"")]
    public void Text_is_escaped_as_RFC_8259_asks(string text, string json)
    {
        Utf8Writer writer = new();
        JsonText.Write(writer, System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(json, writer.ToString());
    }

    [Fact]
    public void Octets_that_are_no_UTF_8_become_the_replacement_character()
    {
        Utf8Writer writer = new();
        JsonText.Write(writer, [0x61, 0xFF, 0xC3]);
        Assert.Equal("\"a\uFFFD\uFFFD\"", writer.ToString());
    }

    private static JsonElement Layers(string json) =>
        JsonDocument.Parse(json).RootElement[0].GetProperty("_source").GetProperty("layers");

    private static FieldColumns Columns(params string[] names)
    {
        ProtocolRegistry registry = Frames.NewSession().Registry;
        return FieldColumns.Resolve(registry, [.. names.Where(name => registry.TryGetFields(name, out _) || registry.TryGetProtocol(name, out _))]);
    }

    private static string Print(Func<Utf8Writer, FramePrinter> create, params byte[][] frames)
    {
        Utf8Writer writer = new();
        FramePrinter printer = create(writer);
        printer.Begin();
        foreach (DissectedFrame frame in Frames.Dissect(Frames.NewSession(), frames)) printer.Print(frame);
        printer.End();
        return writer.ToString();
    }
}
