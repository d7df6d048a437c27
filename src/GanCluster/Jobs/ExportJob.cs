using System.Text.Json;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Own;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Export;
using GanCluster.Training.Export.Onnx;

namespace GanCluster.Jobs;

/// <summary>A checkpoint's moving-average generator for other programs.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Absolute.</param>
internal sealed record ExportRequest(string Checkpoint, ExportFormat Format, string Output, Terminal Terminal)
{
    /// <summary>Whose networks and data it may be.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;
}

internal static class ExportJob
{
    /// <exception cref="UnusableInputException">There is no such checkpoint, or the format can't hold its generator.</exception>
    public static void Run(ExportRequest request)
    {
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal, request.Program.Parts);
        using var weights = new PlainWeights(generator.Network, generator.Values.Values);
        if (request.Format == ExportFormat.Onnx)
        {
            // Before the file is begun: a generator that can't be written leaves none.
            var model = new OnnxModel(generator.Network, weights, Metadata(generator));
            using var file = File.Create(request.Output);
            model.WriteTo(file);
        }
        else
        {
            using var file = File.Create(request.Output);
            SafetensorsWriter.Write(file, weights.Layout, weights.Values, new Dictionary<string, string>(Metadata(generator)) { ["format"] = "pt" });
        }

        request.Terminal.WriteLine($"{weights.Layout.Entries.Count} tensors, {weights.Layout.Values:N0} values, of step {generator.Checkpoint.Step:N0} in {request.Output}");
    }

    // Text alone: what a reader needs to build the same network, and to ask it for a class.
    private static Dictionary<string, string> Metadata(CheckpointGenerator generator)
    {
        var own = generator.Options.Generator;
        var metadata = new Dictionary<string, string>
        {
            ["kind"] = OptionValue.Format(own.Kind),
            ["latent"] = OptionValue.Format(own.Latent),
            ["classes"] = OptionValue.Format(generator.Network.Classes),
            ["activation"] = OptionValue.Format(own.Activation),
            ["output"] = OptionValue.Format(own.Output),
            ["sample"] = string.Join(',', generator.Network.OutputShape),
            ["step"] = OptionValue.Format(generator.Checkpoint.Step),
        };
        if (generator.Checkpoint.Manifest.Data.Classes is { } names) metadata["classNames"] = JsonSerializer.Serialize(names);
        return metadata;
    }
}
