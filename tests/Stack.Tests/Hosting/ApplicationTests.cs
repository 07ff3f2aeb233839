using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

public sealed class ApplicationTests
{
    private readonly TwoHosts _net = new();

    private Host Host => _net.Server;

    [Fact]
    public void The_host_s_deadline_is_the_earliest_of_its_programs_too()
    {
        Program late = new() { NextDeadline = _net.Now + Duration.FromSeconds(9) }, soon = new() { NextDeadline = _net.Now + Duration.FromSeconds(1) };
        Host.Run(late, _net.Now);
        Host.Run(soon, _net.Now);
        Assert.Equal(soon.NextDeadline, Host.NextDeadline);
        Host.Advance(soon.NextDeadline);
        Assert.Equal((0, 1), (late.Steps, soon.Steps));
    }

    [Fact]
    public void A_program_that_has_something_to_do_at_once_never_makes_the_deadline_go_backwards()
    {
        Host.Run(new Program { NextDeadline = new(long.MinValue) }, _net.Now);
        Assert.Equal(_net.Now, Host.NextDeadline);
    }

    [Fact]
    public void A_program_that_has_ended_is_forgotten()
    {
        Program program = new() { NextDeadline = _net.Now, StepsToDo = 1 };
        Host.Run(program, _net.Now);
        Host.Advance(_net.Now);
        Assert.Empty(Host.Applications);
        Assert.False(program.IsStopped);
    }

    [Fact]
    public void A_program_that_is_ended_from_outside_is_stopped_once()
    {
        Program program = new();
        Host.Run(program, _net.Now);
        Assert.Throws<ArgumentException>(() => Host.Run(program, _net.Now));
        Host.End(program, _net.Now);
        Host.End(program, _net.Now);
        Assert.Equal(1, program.Stops);
    }

    [Fact]
    public void A_program_that_cannot_start_does_not_run()
    {
        Assert.Equal(Errno.EADDRINUSE, Host.Run(new Program { StartError = Errno.EADDRINUSE }, _net.Now));
        Assert.Empty(Host.Applications);
    }

    private sealed class Program : IApplication
    {
        public Timestamp NextDeadline { get; set; } = Timestamp.Never;

        public int StepsToDo { get; init; } = int.MaxValue;

        public Errno StartError { get; init; }

        public int Steps { get; private set; }

        public int Stops { get; private set; }

        public bool IsStopped => Stops > 0;

        public bool IsFinished => Steps >= StepsToDo;

        public Errno Start(Timestamp now) => StartError;

        public void Advance(Timestamp now) => Steps++;

        public void Stop(Timestamp now) => Stops++;
    }
}
