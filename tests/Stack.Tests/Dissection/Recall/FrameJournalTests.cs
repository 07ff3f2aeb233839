using NetStack.Dissection.Recall;
using Xunit;

namespace NetStack.Tests.Dissection.Recall;

public sealed class FrameJournalTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(63L)]
    [InlineData(-64L)]
    [InlineData(64L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_that_may_be_negative_comes_back(long value)
    {
        byte[] octets = new byte[VariableLength.Max];
        int written = VariableLength.Write(octets, VariableLength.Fold(value));
        Assert.Equal(value, VariableLength.Unfold(VariableLength.Read(octets, out int used)));
        Assert.Equal(written, used);
    }

    [Fact]
    public void Small_numbers_of_either_sign_take_one_octet() =>
        Assert.Equal([1, 1, 2], ((long[])[-64, 63, 64]).Select(value => VariableLength.Write(new byte[VariableLength.Max], VariableLength.Fold(value))));

    [Fact]
    public void Any_record_is_read_in_any_order_also_one_longer_than_a_chunk()
    {
        const int frames = 20_000, longOne = 7_000;
        FrameJournal journal = new();
        for (int frame = 1; frame <= frames; frame++)
        {
            journal.Page.Begin(frame);
            for (int i = 0; i < (frame == longOne ? 100_000 : frame % 9); i++) journal.Page.Put((ulong)(frame * 31 + i));
            if (frame > 5) journal.Page.Need(frame - 5, onlyToGoOn: frame % 2 == 0);
            journal.Page.Mark = frame % 4;
            journal.Keep();
        }

        JournalPage page = new();
        for (int step = 0, frame = 1; step < frames; step++, frame = (frame + 7_919 - 1) % frames + 1)
        {
            journal.Read(frame, page);
            Assert.Equal(frame % 4, page.Mark);
            Assert.Equal(frame > 5 ? [new NeededFrame(frame - 5, frame % 2 == 0)] : [], page.Needs);
            for (int i = 0; i < (frame == longOne ? 100_000 : frame % 9); i++) Assert.Equal((ulong)(frame * 31 + i), page.Take());
            Assert.Equal(0ul, page.Take());
        }
    }

    [Fact]
    public void Frames_and_durations_come_back_as_they_were_put()
    {
        FrameJournal journal = new();
        journal.Page.Begin(1);
        foreach (int frame in (int[])[0, 1, 900]) journal.Page.PutFrame(frame);
        journal.Page.PutSigned(-5);
        journal.Keep();
        JournalPage page = new();
        journal.Read(1, page);
        Assert.Equal([0, 1, 900], [page.TakeFrame(), page.TakeFrame(), page.TakeFrame()]);
        Assert.Equal(-5, page.TakeSigned());
    }
}
