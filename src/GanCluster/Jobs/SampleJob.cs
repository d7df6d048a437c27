using GanCluster.Core;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Hosting;
using GanCluster.Pictures;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Sampling;

namespace GanCluster.Jobs;

/// <summary>Draws from a checkpoint's moving-average generator.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Absolute; ends in <c>.png</c> or <c>.npy</c>.</param>
internal sealed record SampleRequest(string Checkpoint, int Count, string Output, long Seed, Terminal Terminal);

internal static class SampleJob
{
    public static void Run(SampleRequest request)
    {
        var location = CheckpointLocation.Resolve(request.Checkpoint);
        foreach (var rejected in location.Rejected)
            request.Terminal.WriteError($"{rejected.Folder} doesn't verify and is passed over: {rejected.Reason}");

        var checkpoint = location.Checkpoint;
        var options = Options(checkpoint);
        using var snapshot = checkpoint.Load();
        var generator = NetworkBuilder.Generator(options.Generator, checkpoint.Manifest.Data.SampleShape, checkpoint.Manifest.Data.Classes?.Count ?? 0);
        using var sampler = new GeneratorSampler(generator);
        sampler.Load(SamplingGroup(snapshot).Values);
        var samples = sampler.Draw(request.Seed, 0, request.Count);

        File.WriteAllBytes(request.Output, Path.GetExtension(request.Output).Equals(".npy", StringComparison.OrdinalIgnoreCase)
            ? NumpyArray.Bytes(samples, [request.Count, .. generator.OutputShape])
            : SamplePicture.Png(samples, request.Count, checkpoint.Manifest.Data, options.Data.Source, checkpoint.Step));
        request.Terminal.WriteLine($"{request.Count:N0} samples of step {checkpoint.Step:N0} in {request.Output}");
    }

    private static RunOptions Options(Checkpoint checkpoint)
    {
        var read = ResolvedConfiguration.Read(checkpoint.ConfigJson, Path.Combine(checkpoint.Folder, "config.json"));
        if (read.IsValid) return read.Options;
        throw new UnusableInputException(
            $"{checkpoint.Folder} has a configuration that this version can't use ({read.Mistakes[0]}): sample with the version that wrote it.");
    }

    private static TensorGroup SamplingGroup(ReplicaSnapshot snapshot) =>
        snapshot.Groups.FirstOrDefault(group => group.Name == GanReplica.AverageName) ?? snapshot.Groups.First(group => group.Name == "generator");
}
