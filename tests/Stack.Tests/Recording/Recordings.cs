using System.Globalization;
using NetStack.Bytes;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests.Recording;

/// <summary>Reads recordings that tests write by hand.</summary>
internal static class Recordings
{
    /// <summary>A frame with octets of its own.</summary>
    public sealed record Frame(FrameInfo Info, byte[] Octets, FrameNotes Notes, long RecordAt, long RecordEnd);

    /// <summary>What a recording came to.</summary>
    public sealed record Outcome(List<Frame> Frames, RecordingFault Fault, RecordingReader Reader)
    {
        public RecordedInterface Interface => Assert.Single(Reader.Interfaces);

        public Frame Only => Assert.Single(Frames);
    }

    /// <summary>Octets from hexadecimal digits; a line's text after # is a comment.</summary>
    public static byte[] Hex(string text)
    {
        string digits = string.Concat(text.Split('\n').Select(line => line.Split('#')[0])
            .SelectMany(line => line.Where(char.IsAsciiHexDigit)));
        return [.. Enumerable.Range(0, digits.Length / 2)
            .Select(i => byte.Parse(digits.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    /// <summary>Reads everything, with a window that grows by some octets whenever more are asked for.</summary>
    public static Outcome Read(byte[] recording, int step = int.MaxValue)
    {
        RecordingReader reader = RecordingReader.Recognize(recording) ?? throw new InvalidOperationException("Not recognised.");
        List<Frame> frames = [];
        int start = 0, end = Math.Min(recording.Length, step);
        while (true)
        {
            ReadOnlySpan<byte> window = recording.AsSpan(start, end - start);
            ReadStatus status = reader.Read(window, end == recording.Length, out RecordedFrame frame);
            start += reader.Consumed;
            switch (status)
            {
                case ReadStatus.Frame:
                    FrameNotes notes = FrameNotes.Read(window.Slice(frame.OptionsOffset, frame.OptionsLength),
                        reader.Interfaces[frame.Info.Interface].IsBigEndian);
                    frames.Add(new(frame.Info, window.Slice(frame.Offset, frame.Length).ToArray(), notes, frame.RecordAt, reader.Position));
                    break;
                case ReadStatus.NeedMore:
                    Assert.True(end < recording.Length, "More was asked for where nothing is left.");
                    Assert.True(reader.Needed > end - start, "More was asked for than needed.");
                    end = (int)Math.Min(recording.Length, (long)end + step);
                    break;
                case ReadStatus.End:
                    return new(frames, default, reader);
                default:
                    return new(frames, reader.Fault, reader);
            }

            Assert.Equal(start, reader.Position);
        }
    }
}
