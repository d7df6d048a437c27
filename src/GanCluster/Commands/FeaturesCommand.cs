using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Training.Features;

namespace GanCluster.Commands;

/// <summary><c>gancluster features</c>: checks its arguments all at once, then trains a classifier on what the same arguments of <c>train</c> would train on.</summary>
internal static class FeaturesCommand
{
    private const int MostEpochs = 1000;

    public static Command Create(ProgramHost host)
    {
        var training = new TrainOptions(host.Own, trains: false);
        var epochs = new Option<string>("--epochs") { Description = $"passes over the images; {ClassifierTraining.DefaultEpochs} unless given", HelpName = "N", DefaultValueFactory = _ => $"{ClassifierTraining.DefaultEpochs}" };
        var output = new Option<string>("--output") { Description = "the classifier, for evaluate --features", HelpName = $"FILE{ClassifierFile.Ending}", Required = true };

        var command = new Command("features", "trains a classifier by whose features evaluate compares images; the program carries one for 28 x 28 grey images");
        training.AddTo(command);
        command.Add(epochs);
        command.Add(output);
        command.SetAction(parsed => Run(host, training.Read(parsed, output: null, resume: false), parsed.GetValue(epochs)!, parsed.GetValue(output)!));
        return command;
    }

    private static int Run(ProgramHost host, TrainArguments arguments, string epochs, string output)
    {
        var mistakes = new List<string>();
        var passes = (int)WholeNumber.Read("--epochs", epochs, 1, MostEpochs, mistakes);
        FileArgument.CheckFile(host, "--output", output, [ClassifierFile.Ending], mistakes);
        try
        {
            var options = TrainConfiguration.Resolve(host, arguments).Options;
            if (mistakes.Count == 0) FeaturesJob.Run(new FeaturesRequest(options.Data, passes, options.Training.Seed, host.FullPath(output), host.Terminal));
        }
        catch (UnusableInputException exception)
        {
            mistakes.Add(exception.Message);
        }

        return mistakes.Count == 0 ? ExitCode.Done : throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));
    }
}
