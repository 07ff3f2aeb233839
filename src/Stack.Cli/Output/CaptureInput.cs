using NetStack.Capture;

namespace NetStack.Cli.Output;

/// <summary>Opens captures for commands that print as they read.</summary>
internal static class CaptureInput
{
    /// <summary>Opens a file, or standard input for "-".</summary>
    /// <param name="path">Its name.</param>
    /// <param name="output">What has been printed leaves before a pipe is waited for: who types sees each packet come.</param>
    public static CaptureFile Open(string path, StandardOutput output) => path == CaptureFile.StandardInput
        ? CaptureFile.Open(new FlushingInput(Console.OpenStandardInput(), output), "standard input")
        : CaptureFile.Open(path);

    private sealed class FlushingInput(Stream input, StandardOutput output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (output.Writer.Length > 0) output.Flush();
            return input.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
