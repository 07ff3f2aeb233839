using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

/// <summary>Short ways to read a script in a test.</summary>
internal static class Parsed
{
    public static Script Script(string text)
    {
        Assert.True(NetStack.Conformance.Syntax.Script.TryParse(text, out Script? script, out ScriptError? error), error?.ToString());
        return script;
    }

    public static ScriptError Refused(string text)
    {
        Assert.False(NetStack.Conformance.Syntax.Script.TryParse(text, out Script? script, out ScriptError? error));
        Assert.Null(script);
        Assert.Contains(error!.Reason, ScriptReasons.All);
        return error;
    }

    public static T Action<T>(string text) where T : ScriptAction => Assert.IsType<T>(Assert.Single(Script("+0 " + text).Events).Action);

    public static T Packet<T>(string text) where T : PacketSyntax => Assert.IsType<T>(Action<ScriptAction.Packet>(text).Content);

    public static ScriptAction.Configure Settings(string text) =>
        Assert.IsType<ScriptAction.Configure>(Assert.Single(Script("`" + text + "`").Setup).Action);

    public static Assertion Assertion(string condition) =>
        Assert.Single(Action<ScriptAction.Code>($"%{{ assert {condition} }}%").Assertions);
}
