using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Progress;

namespace GanCluster.Commands;

/// <summary>What a person reads at the end of a run.</summary>
internal static class TrainSummary
{
    public static void Write(Terminal terminal, TrainConfiguration configuration, TrainingEnd end)
    {
        var result = end.Result;
        var rates = $"{ProgressText.Duration(TimeSpan.FromSeconds(result.Seconds))} ({result.StepsPerSecond:N1} steps/s, {result.ImagesPerSecond:N0} images/s)";
        terminal.WriteLine(end.Interrupted
            ? $"Interrupted after step {result.Steps:N0} of {configuration.Options.Training.Steps:N0}, {rates}."
            : $"Done: {result.Steps:N0} steps, {rates}.");
        terminal.WriteLine($"  pictures    {end.Pictures ?? "none"}");
        terminal.WriteLine($"  checkpoint  {end.Checkpoint ?? "none"}");
        terminal.WriteLine($"  digest      {result.Digest}");
        if (end.Interrupted) terminal.WriteLine($"Go on with: gancluster train --resume --output {configuration.Output}");
    }
}
