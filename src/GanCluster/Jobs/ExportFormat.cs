namespace GanCluster.Jobs;

/// <summary>How a generator is written for other programs.</summary>
internal enum ExportFormat
{
    /// <summary>Values by name.</summary>
    Safetensors,

    /// <summary>Values and the graph that computes with them.</summary>
    Onnx,
}
