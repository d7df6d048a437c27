using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Progress;
using GanCluster.Runs;

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
            : end.Collapse is not null ? $"Collapsed: ended after step {result.Steps:N0} of {configuration.Options.Training.Steps:N0}, {rates}."
            : result.Evaluation is { EndedRun: true } ? $"No better any more: ended after step {result.Steps:N0} of {configuration.Options.Training.Steps:N0}, {rates}."
            : $"Done: {result.Steps:N0} steps, {rates}.");
        terminal.WriteLine($"  pictures    {end.Pictures ?? "none"}");
        terminal.WriteLine($"  checkpoint  {end.Checkpoint ?? "none"}");
        terminal.WriteLine($"  digest      {result.Digest}");
        if (result.Evaluation is { } evaluation)
        {
            terminal.WriteLine($"  evaluation  {evaluation}");
            terminal.WriteLine($"  best        {Path.Combine(configuration.Output, "checkpoints", $"step-{evaluation.BestStep}")}");
        }

        if (result.Health is { } health) terminal.WriteLine($"  watch       {Health(health)}");
        else if (end.Collapse is { } collapse) terminal.WriteLine($"  watch       {collapse.Reason}");
        if (result.Health is { Rollbacks: > 0 and var rollbacks }) terminal.WriteLine($"  rollbacks   {rollbacks} of {configuration.Options.Watch.Rollbacks}");
        if (result.Workers is { } workers) WriteWorkers(terminal, result, workers);
        if (end.Interrupted) terminal.WriteLine($"Go on with: gancluster train --resume --output {configuration.Output}");
        if (end.Collapse is { } ended)
            terminal.WriteLine($"{ended.WhatToDo($"Go on all the same with: gancluster train --resume --output {configuration.Output} --set watch.policy=warn.")} docs/training.md says what helps against a collapse.");
    }

    private static string Health(HealthResult health) =>
        $"{OptionValue.Format(health.State)}{(health.Since is { } since ? $" since step {since:N0}" : "")}: {health.Reason}";

    // Without the protocol and the system's name, which are the same for all.
    private static string Short(string address) => address[(address.IndexOf('@') + 1)..];

    private static void WriteWorkers(Terminal terminal, RunResult result, IReadOnlyList<WorkerResult> workers)
    {
        terminal.WriteLine($"  {"worker",-28}{"process",10}{"shards",12}{"slices",12}{"longest gap",14}");
        foreach (var worker in workers)
            terminal.WriteLine($"  {Short(worker.Node),-28}{worker.Process,10}{worker.Shards,12:N0}{worker.Slices,12:N0}{worker.LongestGapSeconds,12:N2} s");
        terminal.WriteLine($"  {result.Plans:N0} plans, {result.ShardsRecomputed:N0} shards recomputed, {result.PhasesLost:N0} phases lost, longest stall {result.LongestStallSeconds:N2} s");
    }
}
