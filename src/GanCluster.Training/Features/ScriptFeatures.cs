using System.Runtime.InteropServices;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Features;

/// <summary>
/// An extractor in TorchScript (<c>torch.jit.script</c> or <c>torch.jit.trace</c>, saved): takes <c>[N, channels, height, width]</c> float32 in −1 to 1 and gives <c>[N, D]</c>. It is evaluated as it was saved,
/// in evaluation mode, on one thread.
/// </summary>
public sealed class ScriptFeatures : IFeatureExtractor
{
    private const int Batch = 100;

    private readonly jit.ScriptModule _module;
    private readonly string _file;

    private ScriptFeatures(string file, Digest digest, jit.ScriptModule module) => (_file, Digest, _module) = (file, digest, module);

    public string Description => $"TorchScript {Path.GetFileName(_file)}";

    public Digest Digest { get; }

    public double? Accuracy => null;

    /// <exception cref="UnusableInputException">It isn't TorchScript.</exception>
    public static ScriptFeatures Load(string file, byte[] content)
    {
        MathLibraries.Prepare();
        try
        {
            var module = jit.load(file);
            module.eval();
            return new ScriptFeatures(file, Digest.Of(content), module);
        }
        catch (ExternalException)
        {
            throw new UnusableInputException($"{file} isn't TorchScript that can be loaded: save the extractor by torch.jit.script(model).save(\"{Path.GetFileName(file)}\"), or give a {ClassifierFile.Ending} of gancluster features.");
        }
    }

    public unsafe float[] FeaturesOf(ReadOnlySpan<float> images, IReadOnlyList<long> sampleShape)
    {
        var size = (int)FlatLayout.LengthOf(sampleShape);
        var count = images.Length / size;
        float[]? features = null;
        set_num_threads(1);
        using var noGradients = no_grad();
        for (var first = 0; first < count; first += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(Batch, count - first);
            var batch = zeros([rows, .. sampleShape]);
            images.Slice(first * size, rows * size).CopyTo(new Span<float>(FlatPointer.Of(batch), rows * size));
            var output = Outputs(batch);
            if (output.dim() != 2 || output.shape[0] != rows || output.shape[1] == 0)
                throw new UnusableInputException($"{_file} makes [{string.Join(", ", output.shape)}] of [{string.Join(", ", batch.shape)}], where [{rows}, D] is needed, a vector an image: flatten or pool its output.");
            var values = output.to(float32).contiguous();
            if (!values.isfinite().all().item<bool>()) throw new UnusableInputException($"{_file} makes features that aren't finite numbers: check it with images in -1 to 1.");
            features ??= new float[checked(count * (int)output.shape[1])];
            new ReadOnlySpan<float>(FlatPointer.Of(values), (int)values.NumberOfElements).CopyTo(features.AsSpan(first * (int)output.shape[1]));
        }

        return features ?? [];
    }

    public void Dispose() => _module.Dispose();

    private Tensor Outputs(Tensor batch)
    {
        object result;
        try
        {
            result = _module.call(batch);
        }
        catch (ExternalException problem)
        {
            throw new UnusableInputException($"{_file} can't take images of shape [{string.Join(", ", batch.shape)}] ({Reason(problem)}): give an extractor for such images in -1 to 1.");
        }

        return result as Tensor ?? throw new UnusableInputException($"{_file} gives something else than one tensor: let it return [N, D] alone.");
    }

    // Behind a trace of TorchScript's own code the reason is the last line.
    private static string Reason(ExternalException problem) =>
        problem.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => line.Contains("Error", StringComparison.Ordinal)) ?? "TorchScript's own error";
}
