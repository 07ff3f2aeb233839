using System.IO.Compression;
using System.Text;
using NetStack.Capture;
using Xunit;

namespace NetStack.Tests;

/// <summary>Content codings of RFC 9110 §8.4.</summary>
public sealed class SystemContentDecoderTests
{
    private static readonly byte[] Plain = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("hello content ", 100)));
    private static readonly SystemContentDecoder Decoder = new();

    public static TheoryData<string, byte[]> Encoded => new()
    {
        { "gzip", Encode(output => new GZipStream(output, CompressionLevel.Fastest)) },
        { "br", Encode(output => new BrotliStream(output, CompressionLevel.Fastest)) },
        { "deflate", Encode(output => new ZLibStream(output, CompressionLevel.Fastest)) },
        { "deflate", Encode(output => new DeflateStream(output, CompressionLevel.Fastest)) },
    };

    [Theory]
    [MemberData(nameof(Encoded))]
    public void What_was_encoded_comes_out_again(string coding, byte[] encoded) =>
        Assert.Equal(Plain, Decoder.TryDecode(coding, encoded, Plain.Length));

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Content_larger_than_the_bound_is_refused(string coding, byte[] encoded) =>
        Assert.Null(Decoder.TryDecode(coding, encoded, Plain.Length - 1));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("unheard-of")]
    public void Octets_in_no_such_coding_are_refused(string coding) =>
        Assert.Null(Decoder.TryDecode(coding, "not encoded"u8, 1000));

    private static byte[] Encode(Func<Stream, Stream> open)
    {
        using MemoryStream output = new();
        using (Stream encoder = open(output)) encoder.Write(Plain);
        return output.ToArray();
    }
}
