using System.CommandLine;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster networks</c>: the networks that the same arguments of <c>train</c> would train.</summary>
internal static class NetworksCommand
{
    public static Command Create(ProgramHost host)
    {
        var training = new TrainOptions(host.Own, trains: false);
        var command = new Command("networks", "shows the networks that train would build, layer by layer: shapes and parameters");
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            NetworksJob.Run(TrainConfiguration.Resolve(host, training.Read(parsed, output: null, resume: false)).Options, host.Terminal);
            return ExitCode.Done;
        });
        return command;
    }
}
