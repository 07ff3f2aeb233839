using System.Text;
using NetStack.Application.Chat;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Tests.Application.Serving;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Chat;

public sealed class ChatTests
{
    private readonly EventList _events = new();
    private TwoHosts _net = new(new() { Delay = Duration.FromMilliseconds(5) });

    private ChatServer Serve()
    {
        ChatServer server = new(_net.Server, null, new(_events));
        Assert.Equal(Errno.None, _net.Server.Run(server, _net.Now));
        return server;
    }

    private (ChatClient Client, Ear Ear) Join(string name)
    {
        Ear ear = new();
        ChatClient client = new(_net.Client, new(TwoHosts.ServerV4, ChatServer.Port), name, ear);
        Assert.Equal(Errno.None, _net.Client.Run(client, _net.Now));
        _net.Run(1);
        return (client, ear);
    }

    /// <summary>Says octets that no honest client would say.</summary>
    private ScriptedClient Say(byte[] octets)
    {
        ScriptedClient client = new(_net.Client, new(TwoHosts.ServerV4, ChatServer.Port), octets, closesHalf: false);
        Assert.Equal(Errno.None, _net.Client.Run(client, _net.Now));
        _net.Run(1);
        return client;
    }

    private ScriptedClient Say(string text) => Say(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Everybody_hears_the_others_and_who_comes_and_goes(bool isLossy)
    {
        if (isLossy) _net = new(new() { Delay = Duration.FromMilliseconds(5), Loss = 100_000 }, seed: 3);
        ChatServer server = Serve();
        (ChatClient anna, Ear annas) = Join("Anna");
        _net.Run(20);
        (ChatClient bo, Ear bos) = Join("Bo");
        _net.Run(20);
        Assert.True(anna.TrySay("hello, 你好"));
        _net.Run(20);
        Assert.True(bo.TrySay("/who"));
        Assert.True(bo.TrySay("/quit"));
        _net.Run(20);
        Assert.Equal(["* your name?", "* welcome, Anna; here: Anna", "* Bo has joined", "* Bo has left"], annas.Lines);
        Assert.Equal(["* your name?", "* welcome, Bo; here: Anna, Bo", "Anna: hello, 你好", "* here: Anna, Bo", "* bye"], bos.Lines);
        Assert.Equal(["Anna"], server.Members);
        Assert.Equal([anna], _net.Client.Applications);
        Assert.Equal(
            [("chat.joined", "Anna", 1), ("chat.joined", "Bo", 2), ("chat.quit", "Bo", 1)],
            _events.Events.OfType<ChatMembersChanged>().Select(each => (each.Envelope.Reason.Id, each.Member, each.Members)));
    }

    [Theory]
    [InlineData("two words\n", "* a name is one word")]
    [InlineData("\n", "* a name is one word")]
    [InlineData("/who\n", "* a name is one word")]
    [InlineData("*\n", "* a name is one word")]
    [InlineData("a:b\n", "* a name is one word")]
    [InlineData("012345678901234567890123456789012\n", "* a name is one word")]
    [InlineData("Anna\n", "* somebody has this name")]
    [InlineData("Bo\r\n/x\r\n", "* commands: /who /quit")]
    [InlineData("Bo\n\u001b[2Jx\n", "* only UTF-8 text")]
    [InlineData("Bo\n\u009b2Jx\n", "* only UTF-8 text")]
    public void What_cannot_be_said_is_answered_to_its_speaker_alone(string text, string answer)
    {
        Serve();
        (_, Ear annas) = Join("Anna");
        Assert.Contains(answer, Say(text).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(annas.Lines, line => line.StartsWith("Bo:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    [InlineData(100_000, false)]
    public void A_line_has_a_bound(int length, bool isHeard)
    {
        Serve();
        (_, Ear annas) = Join("Anna");
        ScriptedClient bo = Say("Bo\n" + new string('x', length) + "\r\nafter\n");
        _net.Run(10);
        Assert.Equal(isHeard, annas.Lines.Contains("Bo: " + new string('x', length)));
        Assert.Equal(!isHeard, bo.Text.Contains("* a line has at most 512 octets", StringComparison.Ordinal));
        Assert.Equal("Bo: after", annas.Lines[^1]);
    }

    [Fact]
    public void Octets_that_are_no_text_are_not_passed_on()
    {
        Serve();
        (_, Ear annas) = Join("Anna");
        Assert.Contains("* only UTF-8 text", Say([.. "Bo\n"u8, 0xFF, 0xFE, .. "\n"u8]).Text, StringComparison.Ordinal);
        Assert.Equal("* Bo has joined", annas.Lines[^1]);
    }

    [Fact]
    public void Who_does_not_read_is_put_out_and_the_others_talk_on()
    {
        ChatServer server = Serve();
        (ChatClient anna, Ear annas) = Join("Anna");
        ScriptedClient deaf = new(_net.Client, new(TwoHosts.ServerV4, ChatServer.Port), "Deaf\n"u8.ToArray(), false) { IsDeaf = true };
        _net.Client.Run(deaf, _net.Now);
        _net.Run(1);
        Assert.Equal(2, server.Members.Count);
        string line = new('x', 500);
        for (int i = 0; i < 20_000 && server.Members.Count > 1; i++)
        {
            anna.TrySay(line);
            _net.Run(0.02);
        }

        Assert.Equal(["Anna"], server.Members);
        Assert.Equal("* Deaf has left", annas.Lines[^1]);
        Assert.Equal("chat.too-slow", _events.Events.OfType<ChatMembersChanged>().Last().Envelope.Reason.Id);
    }

    [Fact]
    public void Random_octets_harm_nobody()
    {
        ChatServer server = Serve();
        (ChatClient anna, _) = Join("Anna");
        SeededRandom random = new(1);
        for (int round = 0; round < 30; round++)
        {
            byte[] octets = new byte[5000];
            for (int i = 0; i < octets.Length; i++) octets[i] = unchecked((byte)(random.Next(4) == 0 ? '\n' : (long)random.NextBits()));
            ScriptedClient client = new(_net.Client, new(TwoHosts.ServerV4, ChatServer.Port), octets);
            _net.Client.Run(client, _net.Now);
            _net.Run(1);
        }

        Assert.Equal((1, Errno.None), (server.Connections, anna.Error));
        Assert.Contains("Anna", server.Members);
    }

    [Fact]
    public void A_client_says_only_what_it_may()
    {
        Serve();
        (ChatClient anna, _) = Join("Anna");
        Assert.False(anna.TrySay("two\nlines"));
        Assert.False(anna.TrySay(new string('x', 513)));
        Assert.Throws<ArgumentException>(() => new ChatClient(_net.Client, default, "two words", new Ear()));
    }

    private sealed class Ear : ILineSink
    {
        public List<string> Lines { get; } = [];

        public void Hear(ReadOnlySpan<byte> line, Timestamp now) => Lines.Add(Encoding.UTF8.GetString(line));
    }
}
