using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster data</c>: checks its arguments all at once, then shows what the same arguments of <c>train</c> would train on.</summary>
internal static class DataCommand
{
    private const int MostSamples = 1_000_000;

    public static Command Create(ProgramHost host)
    {
        var training = new TrainOptions(host.Own, trains: false);
        var count = new Option<string>("--count") { Description = "how many samples --output gets, in the order in which the run takes them; 64 unless given", HelpName = "N", DefaultValueFactory = _ => "64" };
        var output = new Option<string?>("--output") { Description = "samples as the networks see them; .png: a picture; .npy: float32, [N, C, H, W] in -1 to 1 or [N, 2]", HelpName = "FILE" };

        var command = new Command("data", "shows the data that train would take: shape, range, classes, and samples of it");
        training.AddTo(command);
        command.Add(count);
        command.Add(output);
        command.SetAction(parsed => Run(host, training.Read(parsed, output: null, resume: false), parsed.GetValue(count)!, parsed.GetValue(output)));
        return command;
    }

    private static int Run(ProgramHost host, TrainArguments arguments, string count, string? output)
    {
        var mistakes = new List<string>();
        var samples = WholeNumber.Read("--count", count, 1, MostSamples, mistakes);
        if (output is not null) FileArgument.CheckFile(host, "--output", output, [".png", ".npy"], mistakes);
        try
        {
            var options = TrainConfiguration.Resolve(host, arguments).Options;
            if (mistakes.Count == 0) DataJob.Run(new DataRequest(options, (int)samples, output is null ? null : host.FullPath(output), host.Terminal));
        }
        catch (UnusableInputException exception)
        {
            mistakes.Add(exception.Message);
        }

        return mistakes.Count == 0 ? ExitCode.Done : throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));
    }
}
