using GanCluster.Hosting;
using GanCluster.Pictures;
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
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal);
        using var sampler = new GeneratorSampler(generator.Network);
        sampler.Load(generator.Values.Values);
        var samples = sampler.Draw(request.Seed, 0, request.Count);

        var checkpoint = generator.Checkpoint;
        File.WriteAllBytes(request.Output, Path.GetExtension(request.Output).Equals(".npy", StringComparison.OrdinalIgnoreCase)
            ? NumpyArray.Bytes(samples, [request.Count, .. generator.Network.OutputShape])
            : SamplePicture.Png(samples, request.Count, checkpoint.Manifest.Data, generator.Options.Data.Source, checkpoint.Step));
        request.Terminal.WriteLine($"{request.Count:N0} samples of step {checkpoint.Step:N0} in {request.Output}");
    }
}
