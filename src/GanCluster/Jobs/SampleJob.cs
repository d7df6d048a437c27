using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Memory;
using GanCluster.Pictures;
using GanCluster.Pictures.Gif;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Data;
using GanCluster.Training.Sampling;

namespace GanCluster.Jobs;

/// <summary>Draws from a checkpoint's moving-average generator.</summary>
internal static class SampleJob
{
    // Beyond it neither viewers nor Skia do well.
    private const int LargestPictureSide = 16_384;

    /// <exception cref="UnusableInputException">The generator can't give what is asked for; every reason is listed.</exception>
    public static void Run(SampleRequest request)
    {
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal, request.Program.Parts);
        var data = generator.Checkpoint.Manifest.Data;
        var (isPicture, moves) = (!NumpyArray.IsNameOfOne(request.Output), AnimatedGif.IsNameOfOne(request.Output));
        var mistakes = new List<string>();
        var plan = new SamplePlan
        {
            Seed = request.Seed,
            Count = request.Count,
            Classes = request.Classes is { } chosen ? ClassChoice.Read(chosen, data.Classes ?? [], mistakes) : [],
            Steps = request.Steps,
            Truncation = request.Truncation,
        };
        CheckSize(plan, generator, isPicture, moves, mistakes);
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        using var sampler = new GeneratorSampler(generator.Network);
        sampler.Load(generator.Values.Values);
        var samples = sampler.Draw(plan);
        if (moves) WriteMoving(request, plan, samples, generator);
        else File.WriteAllBytes(request.Output, isPicture
            ? SamplePicture.Png(samples, (int)plan.Total, data, generator.Options.Data.Source, generator.Checkpoint.Step, plan.Columns, [.. plan.Classes.Select(one => data.Classes![one])], CloudOf(generator))
            : NumpyArray.Bytes(samples, [plan.Total, .. generator.Network.OutputShape]));
        if (request.Latents is { } latents) File.WriteAllBytes(latents, NumpyArray.Bytes(sampler.Latents(plan), [plan.Total, .. generator.Network.InputShape]));
        request.Terminal.WriteLine($"{plan.Total:N0} samples of step {generator.Checkpoint.Step:N0} in {request.Output}{(request.Latents is { } file ? $", their latents in {file}" : "")}");
    }

    // A picture has the same place of all ways, and the ways lie as the samples of a still picture.
    private static void WriteMoving(SampleRequest request, SamplePlan plan, float[] samples, CheckpointGenerator generator)
    {
        var (data, cloud, still) = (generator.Checkpoint.Manifest.Data, CloudOf(generator), Still(plan));
        var ways = (int)still.Total;
        var size = samples.Length / (int)plan.Total;
        var pictures = Enumerable.Range(0, plan.Steps).Select(step =>
        {
            var now = new float[ways * size];
            for (var way = 0; way < ways; way++) samples.AsSpan((way * plan.Steps + step) * size, size).CopyTo(now.AsSpan(way * size));
            return SamplePicture.Png(now, ways, data, generator.Options.Data.Source, generator.Checkpoint.Step, still.Columns, [.. plan.Classes.Select(one => data.Classes![one])], cloud);
        });
        File.WriteAllBytes(request.Output, MovingPicture.ThereAndBack([.. pictures]));
    }

    // What one picture of a moving one shows.
    private static SamplePlan Still(SamplePlan plan) => plan with { Steps = 0 };

    // What isn't there any more is left out: the samples are what was asked for.
    private static PointCloud? CloudOf(CheckpointGenerator generator)
    {
        if (generator.Options.Data.IsPoints || generator.Network.OutputShape.Count != 1) return null;
        try
        {
            return PointCloud.Of(TrainingDataSource.Open(generator.Options.Data, generator.Options.Training.Seed));
        }
        catch (UnusableInputException)
        {
            return null;
        }
    }

    private static void CheckSize(SamplePlan plan, CheckpointGenerator generator, bool isPicture, bool moves, List<string> mistakes)
    {
        var floats = plan.Total * Math.Max(FlatLayout.LengthOf(generator.Network.OutputShape), generator.Network.InputShape[0]);
        if (plan.Total > SampleRequest.MostSamples || floats > (Array.MaxLength - sizeof(float) * 1024) / sizeof(float))
        {
            mistakes.Add(string.Create(CultureInfo.InvariantCulture,
                $"--count: {plan.Total:N0} samples in all are {sizeof(float) * (double)floats / 1e9:0.0} GB; draw at most {SampleRequest.MostSamples:N0} and 2 GB at once, the others with another --seed"));
        }
        else if (isPicture && generator.Network.OutputShape is [_, var height, var width]
            && (moves ? Still(plan) : plan) is var shown && new GridLayout((int)shown.Total, (int)height, (int)width, shown.Columns) is var grid
            && Math.Max(grid.Width, grid.Height) > LargestPictureSide)
        {
            mistakes.Add($"--count: a picture of {plan.Total:N0} images would have {grid.Width:N0} × {grid.Height:N0} pixels, and {LargestPictureSide:N0} each way are the most; draw fewer, or into a .npy");
        }

        if (moves && plan.Steps > MovingPicture.MostPictures) mistakes.Add($"--interpolate: {MovingPicture.MostPictures} steps are the most that a .gif takes; give fewer, or draw into a .npy");
    }
}
