using System.CommandLine;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Create(ProgramHost host)
    {
        var command = new Command("bench", "measures throughput beside a hand-written TorchSharp loop");
        command.SetAction(_ =>
        {
            host.Jobs.Bench(new BenchRequest(host.Terminal, host.Time));
            return ExitCode.Done;
        });
        return command;
    }
}
