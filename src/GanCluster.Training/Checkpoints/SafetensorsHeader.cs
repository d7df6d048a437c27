using GanCluster.Core.Memory;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// What a safetensors file says of itself: 8 bytes little-endian length of a JSON object, the object (name → dtype, shape, data_offsets), the data.
/// See https://github.com/huggingface/safetensors#format.
/// </summary>
/// <param name="DataStart">Bytes before the first value.</param>
/// <param name="Layout">The tensors in the order of their data, as they would lie in memory. In the file they lie without gaps.</param>
public sealed record SafetensorsHeader(long DataStart, FlatLayout Layout, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Bytes of the length before the JSON.</summary>
    public const int LengthSize = sizeof(ulong);

    /// <summary>The format's own limit, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The entry that isn't a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    public const string Float32 = "F32";
}
