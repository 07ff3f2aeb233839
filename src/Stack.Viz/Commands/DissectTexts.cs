namespace NetStack.Viz.Commands;

/// <summary>Texts of <c>netstack dissect</c>.</summary>
public static class DissectTexts
{
    /// <summary>What the command does.</summary>
    public const string Command = "cli.dissect";

    /// <summary>-T.</summary>
    public const string Form = "cli.dissect.form";

    /// <summary>-e.</summary>
    public const string Fields = "cli.dissect.fields";

    /// <summary>-E.</summary>
    public const string Format = "cli.dissect.format";

    /// <summary>-o.</summary>
    public const string Preference = "cli.dissect.preference";

    /// <summary>-d.</summary>
    public const string DecodeAs = "cli.dissect.decode-as";

    /// <summary>-Y.</summary>
    public const string Filter = "cli.dissect.filter";

    /// <summary>-c.</summary>
    public const string Count = "cli.dissect.count";

    /// <summary>-w.</summary>
    public const string Write = "cli.dissect.write";

    /// <summary>-2.</summary>
    public const string TwoPasses = "cli.dissect.two-passes";

    /// <summary>-e without a form that has columns.</summary>
    public const string FieldsNeedForm = "cli.dissect.error.fields-need-form";

    /// <summary>-T fields without -e.</summary>
    public const string FormNeedsFields = "cli.dissect.error.form-needs-fields";

    /// <summary>No such form. Arguments: what was written, the forms.</summary>
    public const string NoSuchForm = "cli.dissect.error.form";

    /// <summary>No such fields. Argument: their names. (Near names would look as if they were wrong, too.)</summary>
    public const string NoSuchFields = "cli.dissect.error.fields";

    /// <summary>A setting of -E that makes no sense. Arguments: the setting, how settings are written.</summary>
    public const string BadFormat = "cli.dissect.error.format";

    /// <summary>-o without a colon. Argument: what was written.</summary>
    public const string BadPreference = "cli.dissect.error.preference-form";

    /// <summary>No such preference. Arguments: what was written, near names.</summary>
    public const string NoSuchPreference = "cli.dissect.error.preference";

    /// <summary>A preference's value makes no sense. Argument: what was written.</summary>
    public const string BadPreferenceValue = "cli.dissect.error.preference-value";

    /// <summary>-d that makes no sense. Argument: what was written.</summary>
    public const string BadRule = "cli.dissect.error.rule";

    /// <summary>-d with an unknown table. Arguments: what was written, the table, the tables that there are.</summary>
    public const string NoSuchTable = "cli.dissect.error.table";

    /// <summary>-d with an unknown protocol. Arguments: what was written, the protocol, near names.</summary>
    public const string NoSuchProtocol = "cli.dissect.error.protocol";

    /// <summary>-d with a key that is no number. Arguments: what was written, the key.</summary>
    public const string BadKey = "cli.dissect.error.key";

    /// <summary>-w names the file that is read. Argument: the file.</summary>
    public const string SameFile = "cli.dissect.error.same-file";

    /// <summary>How far it has come. Arguments: percent, frames.</summary>
    public const string Progress = "cli.dissect.progress";
}
