using System.Runtime.InteropServices;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using GanCluster.Training.Optimizers;
using GanCluster.Training.Replica;
using GanCluster.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Features;

/// <summary>
/// Trains a <see cref="Classifier"/> on one thread: Adam on the cross-entropy, batches of 100, a rate that falls along a cosine (Loshchilov and Hutter 2017), every image mirrored every
/// other time by chance, a quarter of the features dropped. Order, mirrors, masks and first values are keyed by the seed: the same data and seed give the same bytes.
/// </summary>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Seed">Of everything that is drawn.</param>
public sealed record ClassifierTraining(int Epochs, long Seed)
{
    public const int DefaultEpochs = 10;

    private const int Batch = 100;

    // Beside the generator's 0 and the discriminator's 1.
    private const int NetworkKey = 2;

    private static readonly NetworkOptions Options = new() { Initialization = Initialization.He, Optimizer = new OptimizerOptions { LearningRate = 2e-3, Beta1 = 0.9 } };

    /// <param name="data">Images with classes.</param>
    /// <param name="finished">Told of each epoch that is done and of its mean loss, in nats.</param>
    /// <exception cref="UnusableInputException">The data has no classes, or images that the network doesn't take.</exception>
    public Classifier Run(ITrainingData data, Action<int, double>? finished = null, CancellationToken cancellation = default)
    {
        if (data.Classes.Count < 2) throw new UnusableInputException($"{data.Description} has no classes to be told apart: take images with labels.");
        var network = ClassifierNetwork.Logits(data.SampleShape, data.Classes.Count);
        set_num_threads(1);
        using var replica = new NetworkReplica(network, Options, Seed, NetworkKey);
        var masks = new DropoutMasks(CPU);
        using var lane = new LaneNetwork(replica, masks, CPU, copyParameters: false);
        using var gradient = new AlignedBuffer(network.ParameterLength);
        using var batch = zeros([Batch, .. data.SampleShape]);
        var order = new SampleOrder(data.Count, Seed);
        var (steps, counters) = (Math.Max(1, data.Count / Batch), OptimizerCounters.Initial);
        var samples = new long[Batch];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var sum = 0.0;
            for (long step = epoch * steps; step < (epoch + 1) * steps; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                order.Fill(step * Batch, samples);
                var images = MemoryMarshal.Cast<byte, float>(batch.bytes);
                data.Fill(samples, images);
                Mirror(images, data.SampleShape, step);
                masks.Begin(Seed, new PhaseNumber(step), default);
                sum += Gradient(lane, batch, Labels(data, samples), gradient);
                counters = replica.Optimizer.Advance(counters);
                Update(replica, counters, Math.Cos(Math.PI / 2 * step / (steps * Epochs)), gradient);
            }

            finished?.Invoke(epoch + 1, sum / steps);
        }

        using var values = NetworkReplica.CopyOf(replica);
        return new Classifier(data.SampleShape, data.Classes.Count, values);
    }

    private static unsafe double Gradient(LaneNetwork lane, Tensor images, long[] labels, AlignedBuffer gradient)
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(lane.Forward(images), tensor(labels));
        var gradients = autograd.grad([loss], lane.Parameters);
        for (var i = 0; i < gradients.Count; i++)
        {
            var entry = lane.Layout.Entries[i];
            RawFloats.Copy(FlatPointer.Of(gradients[i].contiguous()), gradient.Pointer + entry.Offset, entry.Length);
        }

        return loss.item<float>();
    }

    private static unsafe void Update(NetworkReplica replica, OptimizerCounters counters, double cosine, AlignedBuffer gradient) =>
        replica.Optimizer.Update(counters, new UpdateFactors(cosine * cosine), gradientScale: 1, replica.Range(gradient.Pointer, 0, replica.Network.ParameterLength));

    private static long[] Labels(ITrainingData data, long[] samples) => [.. samples.Select(sample => (long)data.LabelOf(sample))];

    private void Mirror(Span<float> images, IReadOnlyList<long> shape, long step)
    {
        var random = new KeyedRandom(KeyedStream.Seed(Seed, StreamPurpose.Augmentation, step, 0));
        var (size, width) = ((int)(shape[0] * shape[1] * shape[2]), (int)shape[2]);
        for (; !images.IsEmpty; images = images[size..])
        {
            if (random.NextBelow(2) == 0) continue;
            for (var row = 0; row < size; row += width) images.Slice(row, width).Reverse();
        }
    }
}
