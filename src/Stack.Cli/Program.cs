using System.Runtime.CompilerServices;
using NetStack.Cli.Output;

namespace NetStack.Cli;

/// <summary>The program <c>netstack</c>.</summary>
internal static class Program
{
    /// <summary>The version, as the project files say it.</summary>
    public static string Version => typeof(Program).Assembly.GetName().Version!.ToString(3);

    /// <summary>Runs a command line and returns one of <see cref="ExitCode"/>.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is not ["--version"]) return RunCommands(arguments);
        StandardOutput output = new(); // quick: nothing that reads command lines is loaded for this
        output.Writer.Write("netstack "u8);
        output.Writer.Write(Version);
        output.Writer.Write((byte)'\n');
        output.Flush();
        return ExitCode.Done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunCommands(string[] arguments) => CommandLine.Run(arguments);
}
