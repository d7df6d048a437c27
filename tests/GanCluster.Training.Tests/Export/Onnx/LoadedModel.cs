using GanCluster.Core.Memory;
using GanCluster.Training.Export;
using GanCluster.Training.Export.Onnx;
using GanCluster.Training.Networks;
using Microsoft.ML.OnnxRuntime;

namespace GanCluster.Training.Tests.Export.Onnx;

/// <summary>A network, written as ONNX and read by ONNX Runtime.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly InferenceSession _session;

    public LoadedModel(Network network, AlignedBuffer values)
    {
        Bytes = Written(network, values);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        _session = new InferenceSession(Bytes, options);
    }

    public byte[] Bytes { get; }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    public ModelMetadata Metadata => _session.ModelMetadata;

    public static byte[] Written(Network network, AlignedBuffer values)
    {
        using var weights = new PlainWeights(network, values);
        using var stream = new MemoryStream();
        new OnnxModel(network, weights, new Dictionary<string, string> { ["step"] = "7" }).WriteTo(stream);
        return stream.ToArray();
    }

    /// <param name="labels">None for a network without classes.</param>
    public float[] Run(float[] latents, IReadOnlyList<long> shape, long[] labels)
    {
        using var latent = OrtValue.CreateTensorValueFromMemory(latents, [.. shape]);
        var inputs = new Dictionary<string, OrtValue> { ["latent"] = latent };
        using var label = labels.Length > 0 ? OrtValue.CreateTensorValueFromMemory(labels, [labels.Length]) : null;
        if (label is not null) inputs["labels"] = label;
        using var options = new RunOptions();
        using var outputs = _session.Run(options, inputs, ["samples"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();
}
