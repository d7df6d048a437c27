using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Export;

namespace GanCluster.Jobs;

/// <summary>A checkpoint's moving-average generator for other programs.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Absolute.</param>
internal sealed record ExportRequest(string Checkpoint, string Output, Terminal Terminal);

internal static class ExportJob
{
    public static void Run(ExportRequest request)
    {
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal);
        using var weights = new PlainWeights(generator.Network, generator.Values.Values);
        var own = generator.Options.Generator;
        // Text alone: what a reader needs to build the same network.
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["kind"] = OptionValue.Format(own.Kind),
            ["latent"] = OptionValue.Format(own.Latent),
            ["classes"] = OptionValue.Format(generator.Network.Classes),
            ["activation"] = OptionValue.Format(own.Activation),
            ["sample"] = string.Join(',', generator.Network.OutputShape),
            ["step"] = OptionValue.Format(generator.Checkpoint.Step),
        };
        using (var file = File.Create(request.Output)) SafetensorsWriter.Write(file, weights.Layout, weights.Values, metadata);
        request.Terminal.WriteLine($"{weights.Layout.Entries.Count} tensors, {weights.Layout.Values:N0} values, of step {generator.Checkpoint.Step:N0} in {request.Output}");
    }
}
