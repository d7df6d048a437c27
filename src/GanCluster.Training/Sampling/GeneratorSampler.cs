using GanCluster.Core.Memory;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Sampling;

/// <summary>
/// Draws samples from a generator's values. Sample number i of a seed is the same however many are drawn; with classes it has class i modulo their number, unless a plan says otherwise.
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
        SampleSize = checked((int)FlatLayout.LengthOf(generator.OutputShape));
    }

    /// <summary>Floats of one sample.</summary>
    public int SampleSize { get; }

    private int LatentSize => (int)_generator.InputShape[0];

    /// <param name="values">As the generator's layout has them.</param>
    public void Load(AlignedBuffer values) => RawFloats.Copy(values.Pointer, FlatPointer.Of(_flat), _generator.Layout.Length);

    /// <summary>Samples one after another, as the generator gives them: images in −1 to 1.</summary>
    /// <param name="seed">Of the latents.</param>
    /// <param name="first">Number of the first sample.</param>
    public float[] Draw(long seed, long first, int count) => Draw(new SamplePlan { Seed = seed, First = first, Count = count });

    /// <summary>The samples of a plan, one after another.</summary>
    public float[] Draw(SamplePlan plan)
    {
        var (total, size) = (plan.Total, SampleSize);
        var samples = new float[total * size];
        set_num_threads(1);
        using var noGradients = no_grad();
        using var source = new LatentSource(plan.Seed, LatentSize, plan.Truncation);
        for (long done = 0; done < total; done += Batch)
        {
            using var scope = NewDisposeScope();
            var points = Points(plan, done);
            var output = _generator.Forward(Latents(source, points), _tensors, training: false, Classes(points)).contiguous();
            var kept = (int)Math.Min(Batch, total - done) * size;
            new ReadOnlySpan<float>(FlatPointer.Of(output), kept).CopyTo(samples.AsSpan(checked((int)(done * size))));
        }

        return samples;
    }

    /// <summary>The latents of a plan's samples, <c>[samples, latent]</c>.</summary>
    public float[] Latents(SamplePlan plan)
    {
        var latents = new float[plan.Total * LatentSize];
        using var source = new LatentSource(plan.Seed, LatentSize, plan.Truncation);
        for (var i = 0; i < plan.Total; i++) source.Fill(plan[i, _generator.Classes], latents.AsSpan(i * LatentSize, LatentSize));
        return latents;
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
        _flat.Dispose();
    }

    // A whole batch: behind the last sample it stands again, and isn't kept.
    private SamplePoint[] Points(SamplePlan plan, long first) =>
        [.. Enumerable.Range(0, Batch).Select(i => plan[Math.Min(first + i, plan.Total - 1), _generator.Classes])];

    // A row for each sample, as Lane has them.
    private Tensor? Classes(SamplePoint[] points)
    {
        if (_generator.Classes == 0) return null;
        var values = zeros([Batch, _generator.Classes]);
        var floats = new Span<float>(FlatPointer.Of(values), Batch * _generator.Classes);
        for (var i = 0; i < Batch; i++) floats[i * _generator.Classes + points[i].Class] = 1;
        return values;
    }

    private Tensor Latents(LatentSource source, SamplePoint[] points)
    {
        var values = zeros([Batch, LatentSize]);
        var floats = new Span<float>(FlatPointer.Of(values), Batch * LatentSize);
        for (var i = 0; i < Batch; i++) source.Fill(points[i], floats.Slice(i * LatentSize, LatentSize));
        return values;
    }
}
