using System.Diagnostics;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>
/// The built program: as the project reference puts it beside the tests, with its native libraries, or that in the folder of <c>GANCLUSTER_PROGRAM</c>, where
/// the gate has published it.
/// </summary>
internal static class GanClusterProgram
{
    public static string Assembly { get; } = Path.Combine(Environment.GetEnvironmentVariable("GANCLUSTER_PROGRAM") ?? AppContext.BaseDirectory, "gancluster.dll");

    public static RunningProgram Start(params IEnumerable<string> arguments) => StartAfter([], arguments);

    /// <param name="prefix">A command that becomes the program, as <c>env</c> does; none: the program itself.</param>
    public static RunningProgram StartAfter(IReadOnlyList<string> prefix, IEnumerable<string> arguments) => Start(Assembly, prefix, arguments);

    /// <param name="assembly">This program, or one that is built on it.</param>
    public static RunningProgram Start(string assembly, IReadOnlyList<string> prefix, IEnumerable<string> arguments)
    {
        string[] words = [.. prefix, "dotnet", "exec", assembly, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // Whoever runs the tests may have set options; a test's runs are those that it describes.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GANCLUSTER_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return new RunningProgram(Process.Start(start)!);
    }

    public static async Task<ProgramEnd> Run(params IEnumerable<string> arguments)
    {
        await using var program = Start(arguments);
        return await program.End();
    }
}
