using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Pictures;
using GanCluster.Training.Data;

namespace GanCluster.Jobs;

/// <summary>Shows what a configuration trains on.</summary>
/// <param name="Output">Where samples go, absolute; ends in <c>.png</c> or <c>.npy</c>; null for the figures alone.</param>
internal sealed record DataRequest(RunOptions Options, int Count, string? Output, Terminal Terminal);

internal static class DataJob
{
    /// <exception cref="UnusableInputException">The data isn't there, or has fewer samples than are asked for.</exception>
    public static void Run(DataRequest request)
    {
        var (options, terminal) = (request.Options, request.Terminal);
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        if (request.Output is not null && request.Count > data.Count)
            throw new UnusableInputException($"--count: {data.Description} has {data.Count:N0} samples, not {request.Count:N0}; ask for as many at most.");

        var count = (int)Math.Min(request.Count, data.Count);
        var samples = First(count, data, options.Training.Seed);
        terminal.WriteLine($"Data: {data.Description}, fingerprint {data.Fingerprint.Short}");
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a sample   [{string.Join(", ", data.SampleShape)}] float32; {samples.Min():0.##} to {samples.Max():0.##} in the first {count:N0}"));
        terminal.WriteLine($"  classes    {(data.Classes.Count == 0 ? "none" : $"{data.Classes.Count}: {string.Join(", ", data.Classes)}")}");
        if (request.Output is null) return;

        File.WriteAllBytes(request.Output, NumpyArray.IsNameOfOne(request.Output)
            ? NumpyArray.Bytes(samples, [count, .. data.SampleShape])
            : SamplePicture.Png(samples, count, data, options.Data.Source));
        terminal.WriteLine($"{count:N0} samples in {request.Output}");
    }

    /// <summary>Those with which the run begins.</summary>
    private static float[] First(int count, ITrainingData data, long seed)
    {
        var places = new long[count];
        new SampleOrder(data.Count, seed).Fill(0, places);
        var samples = new float[count * FlatLayout.LengthOf(data.SampleShape)];
        data.Fill(places, samples);
        return samples;
    }
}
