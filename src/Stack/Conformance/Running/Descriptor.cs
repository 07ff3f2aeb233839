namespace NetStack.Conformance.Running;

/// <summary>A descriptor of the script.</summary>
/// <param name="number">The host's number of it.</param>
/// <param name="isStream">TCP and not UDP.</param>
internal sealed class Descriptor(int number, bool isStream)
{
    public int Number => number;

    public bool IsStream => isStream;

    /// <summary>O_NONBLOCK: said and read back; a call waits when its line says when it returns.</summary>
    public bool IsNonBlocking { get; set; }

    /// <summary>Octets read and written so far: where in the pattern the next ones are.</summary>
    public long OctetsRead { get; set; }

    public long OctetsWritten { get; set; }
}
