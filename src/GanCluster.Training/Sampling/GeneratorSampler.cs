using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Sampling;

/// <summary>
/// Draws samples from a generator's values. Sample number i of a seed is the same however many are drawn; with classes it has class i modulo their number.
/// </summary>
public sealed unsafe class GeneratorSampler : IDisposable
{
    // Kernels depend on the batch, so every pass has this many; of the last one only a part is kept.
    private const int Batch = 64;

    private readonly Network _generator;
    private readonly Tensor _flat;
    private readonly Tensor[] _tensors;

    public GeneratorSampler(Network generator)
    {
        _generator = generator;
        _flat = zeros(generator.Layout.Length);
        // Within a scope, so that no view is collected while libtorch still works with it.
        using var scope = NewDisposeScope();
        _tensors = [.. generator.Layout.Entries.Select(entry => _flat.narrow(0, entry.Offset, entry.Length).view([.. entry.Shape]).DetachFromDisposeScope())];
        SampleSize = checked((int)generator.OutputShape.Aggregate(1L, (product, size) => product * size));
    }

    /// <summary>Floats of one sample.</summary>
    public int SampleSize { get; }

    /// <param name="values">As the generator's layout has them.</param>
    public void Load(AlignedBuffer values) => RawFloats.Copy(values.Pointer, FlatPointer.Of(_flat), _generator.Layout.Length);

    /// <summary>Samples one after another, as the generator gives them: images in −1 to 1.</summary>
    /// <param name="seed">Of the latents.</param>
    /// <param name="first">Number of the first sample.</param>
    public float[] Draw(long seed, long first, int count)
    {
        var samples = new float[(long)count * SampleSize];
        set_num_threads(1);
        using var noGradients = no_grad();
        using var stream = new Generator(0, CPU);
        for (var done = 0; done < count; done += Batch)
        {
            using var scope = NewDisposeScope();
            var output = _generator.Forward(Latents(stream, seed, first + done), _tensors, training: false, Classes(first + done)).contiguous();
            var kept = Math.Min(Batch, count - done) * SampleSize;
            new ReadOnlySpan<float>(FlatPointer.Of(output), kept).CopyTo(samples.AsSpan(done * SampleSize));
        }

        return samples;
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
        _flat.Dispose();
    }

    // A row for each sample, as Lane has them.
    private Tensor? Classes(long first)
    {
        if (_generator.Classes == 0) return null;
        var values = zeros([Batch, _generator.Classes]);
        var floats = new Span<float>(FlatPointer.Of(values), Batch * _generator.Classes);
        for (var i = 0; i < Batch; i++) floats[i * _generator.Classes + (int)((first + i) % _generator.Classes)] = 1;
        return values;
    }

    private Tensor Latents(Generator stream, long seed, long first)
    {
        var latents = new Tensor[Batch];
        for (var i = 0; i < Batch; i++)
        {
            stream.manual_seed(unchecked((long)KeyedStream.Seed(seed, StreamPurpose.Samples, 0, first + i)));
            latents[i] = randn(_generator.InputShape[0], generator: stream);
        }

        return stack(latents);
    }
}
