using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Features;

/// <summary>A <see cref="ClassifierNetwork"/> with its values. Owns them. Used by one thread at a time, which computes alone.</summary>
public sealed unsafe class Classifier : IDisposable
{
    // Kernels may depend on the batch, so every pass has this many; of the last one only a part is kept.
    private const int Batch = 100;

    private readonly Network _logits, _features;
    private readonly Tensor _flat;
    private readonly Tensor[] _tensors;

    /// <param name="values">As the layout of <see cref="ClassifierNetwork.Logits"/> has them; copied.</param>
    public Classifier(IReadOnlyList<long> sampleShape, int classes, AlignedBuffer values)
    {
        (SampleShape, Classes) = (sampleShape, classes);
        (_logits, _features) = (ClassifierNetwork.Logits(sampleShape, classes), ClassifierNetwork.FeaturesAlone(sampleShape));
        _flat = zeros(_logits.Layout.Length);
        RawFloats.Copy(values.Pointer, FlatPointer.Of(_flat), _logits.Layout.Length);
        // Within a scope, so that no view is collected while libtorch still works with it.
        using var scope = NewDisposeScope();
        _tensors = [.. _logits.Layout.Entries.Select(entry => _flat.narrow(0, entry.Offset, entry.Length).view([.. entry.Shape]).DetachFromDisposeScope())];
    }

    public IReadOnlyList<long> SampleShape { get; }

    public int Classes { get; }

    public FlatLayout Layout => _logits.Layout;

    /// <summary>Its values, as <see cref="Layout"/> has them. The caller owns them.</summary>
    public AlignedBuffer Copy()
    {
        var copy = new AlignedBuffer(Layout.Length);
        RawFloats.Copy(FlatPointer.Of(_flat), copy.Pointer, Layout.Length);
        return copy;
    }

    /// <param name="images">One after another, in −1 to 1.</param>
    /// <returns><see cref="ClassifierNetwork.Features"/> values an image, one image after another.</returns>
    public float[] FeaturesOf(ReadOnlySpan<float> images) => Outputs(_features, _tensors.AsSpan(0, _features.Specs.Count), images);

    /// <summary>The likeliest class of each image, in −1 to 1, one after another.</summary>
    public int[] ClassesOf(ReadOnlySpan<float> images)
    {
        var logits = Outputs(_logits, _tensors, images);
        var found = new int[logits.Length / Classes];
        for (var i = 0; i < found.Length; i++)
        {
            var own = logits.AsSpan(i * Classes, Classes);
            for (var k = 1; k < Classes; k++) found[i] = own[k] > own[found[i]] ? k : found[i];
        }

        return found;
    }

    /// <summary>How many samples of the data it puts into their class.</summary>
    public long Right(ITrainingData data)
    {
        const int Chunk = 1000;
        long right = 0;
        var size = (int)FlatLayout.LengthOf(SampleShape);
        for (long first = 0; first < data.Count; first += Chunk)
        {
            long[] numbers = [.. Enumerable.Range(0, (int)Math.Min(Chunk, data.Count - first)).Select(i => first + i)];
            var images = new float[numbers.Length * size];
            data.Fill(numbers, images);
            right += ClassesOf(images).Zip(numbers).Count(pair => pair.First == data.LabelOf(pair.Second));
        }

        return right;
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
        _flat.Dispose();
    }

    private float[] Outputs(Network network, ReadOnlySpan<Tensor> tensors, ReadOnlySpan<float> images)
    {
        var (input, output) = ((int)FlatLayout.LengthOf(SampleShape), (int)network.OutputShape[0]);
        var count = images.Length / input;
        var outputs = new float[count * output];
        set_num_threads(1);
        using var noGradients = no_grad();
        for (var done = 0; done < count; done += Batch)
        {
            using var scope = NewDisposeScope();
            var kept = Math.Min(Batch, count - done);
            var batch = zeros([Batch, .. SampleShape]);
            images.Slice(done * input, kept * input).CopyTo(new Span<float>(FlatPointer.Of(batch), Batch * input));
            var result = network.Forward(batch, tensors, training: false).contiguous();
            new ReadOnlySpan<float>(FlatPointer.Of(result), kept * output).CopyTo(outputs.AsSpan(done * output));
        }

        return outputs;
    }
}
