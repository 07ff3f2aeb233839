using NetStack.Conformance.Syntax;

namespace NetStack.Conformance.Running;

/// <summary>Code: assertions about the inside of the connection that the script used last.</summary>
internal sealed partial class ScriptRun
{
    private readonly Dictionary<string, long> _variables = []; // what the script's code has given names to

    private ScriptFailure? Check(ScriptAction.Code code)
    {
        foreach (Assertion assertion in code.Assertions)
        {
            if (Check(assertion) is { } failure) return failure;
        }

        return null;
    }

    private ScriptFailure? Check(Assertion assertion)
    {
        if (_calls.Info() is not { } info) return ScriptFailure.At(assertion.Position, DrillReasons.NoConnection);
        TcpInfoNames names = new(info, _variables);
        if (!assertion.Condition.TryEvaluate(names, out long value, out ScriptError? error))
            return ScriptFailure.At(error.Position, error.Reason, error.Arguments);
        if (assertion.Target is { } target) _variables[target] = value;
        if (assertion.Target is not null || value != 0) return null;
        string values = string.Join(", ", assertion.Names
            .Select(name => names.TryGetValue(name, out long known) ? $"{name} = {PacketText.Decimal(known)}" : name));
        return ScriptFailure.At(assertion.Position, DrillReasons.AssertionFailed, assertion.Text.Trim(), values);
    }
}
