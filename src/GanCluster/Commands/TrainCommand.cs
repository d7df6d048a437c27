using System.CommandLine;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary><c>gancluster train</c>.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    public static Command Create(ProgramHost host)
    {
        var training = new TrainOptions(host.Own);
        var workers = new Option<string?>("--workers") { Description = "train in a cluster of so many worker processes on this machine; without it in this process", HelpName = "N" };
        var web = WebOption.Create("none unless given");
        var insecure = new Option<bool>("--insecure") { Description = "let other machines read what --web serves: only in a network that you trust" };
        var output = new Option<string?>("--output") { Description = "the run's folder; without it runs/PRESET-DATE-TIME", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "go on with the run in --output, from its newest checkpoint that verifies" };

        var command = new Command(Name, "trains on this machine");
        training.AddTo(command);
        command.Add(workers);
        command.Add(web);
        command.Add(insecure);
        command.Add(output);
        command.Add(resume);
        command.SetAction(parsed => TrainRunner.Run(host, training.Read(parsed, parsed.GetValue(output), parsed.GetValue(resume)) with
        {
            Workers = parsed.GetValue(workers),
            Web = parsed.GetValue(web),
            Insecure = parsed.GetValue(insecure),
        }));
        return command;
    }
}
