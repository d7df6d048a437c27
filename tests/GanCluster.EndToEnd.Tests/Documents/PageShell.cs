using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Processes;

namespace GanCluster.EndToEnd.Tests.Documents;

/// <summary>Types a page's commands in a folder of its own, as a reader would: <c>gancluster</c> is the program, everything else is the shell's.</summary>
internal sealed class PageShell(string folder)
{
    public RunningProgram Start(string commands)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-c", $"gancluster() {{ dotnet exec '{GanClusterProgram.Assembly}' \"$@\"; }}\n{commands}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GANCLUSTER_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        // A command takes a second or two here, most of it compiling: quickly rather than well, against the program's own setting, which is for runs of hours.
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return new RunningProgram(Process.Start(start)!);
    }

    public async Task<ProgramEnd> Run(string commands)
    {
        await using var shell = Start(commands);
        return await shell.End();
    }
}
