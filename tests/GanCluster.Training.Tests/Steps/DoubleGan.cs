using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>
/// A GAN written a second time, as a reader of the papers would: plain functional calls in float64, the whole batch in one pass, the losses as
/// logarithms of probabilities. It takes the parameters' values from a trainer and nothing else.
/// </summary>
internal sealed class DoubleGan
{
    private readonly RunOptions _options;
    private readonly long[] _sampleShape;

    public DoubleGan(GanTrainer trainer, RunOptions options, ITrainingData data)
    {
        _options = options;
        _sampleShape = [.. data.SampleShape];
        Generator = Values(trainer, "generator");
        Discriminator = Values(trainer, "discriminator");
        var global = options.Training.Shards * options.Training.ShardBatch;
        var next = trainer.Counters.Next.Value;
        var (step, place) = Math.DivRem(next, options.Training.CriticSteps + 1);
        Ordinal = step * options.Training.CriticSteps + place;

        var order = new SampleOrder(data.Count, options.Training.Seed);
        var samples = new long[global];
        order.Fill(Ordinal * global, samples);
        var values = new float[global * _sampleShape.Aggregate((a, b) => a * b)];
        data.Fill(samples, values);
        Real = tensor(values).to(float64).reshape([global, .. _sampleShape]);
        Latent = cat([.. Enumerable.Range(0, options.Training.Shards).Select(shard => LatentOf(next, shard))]).to(float64);
    }

    /// <summary>By name, leaves that require a gradient.</summary>
    public Dictionary<string, Tensor> Generator { get; }

    public Dictionary<string, Tensor> Discriminator { get; }

    /// <summary>Number of the discriminator phase, where the next phase is one.</summary>
    public long Ordinal { get; }

    public Tensor Real { get; }

    public Tensor Latent { get; }

    public Tensor DiscriminatorLoss(bool withR1)
    {
        var fake = Generate(Latent).detach();
        var real = Real.detach().requires_grad_(withR1);
        var realLogits = Judge(real);
        var loss = -log(sigmoid(realLogits)).mean() - log(1 - sigmoid(Judge(fake))).mean();
        return withR1 ? loss + R1(real, realLogits) : loss;
    }

    public Tensor GeneratorLoss()
    {
        var probability = sigmoid(Judge(Generate(Latent)));
        return _options.Loss.Kind == LossKind.Minimax ? log(1 - probability).mean() : -log(probability).mean();
    }

    // γ/2·E‖∇D(x)‖², as many times heavier as the phases without it.
    private Tensor R1(Tensor real, Tensor logits)
    {
        var gradient = autograd.grad([logits.sum()], [real], create_graph: true, retain_graph: true)[0];
        var normSquared = gradient.reshape(real.shape[0], -1).pow(2).sum(1);
        return normSquared.mean() * (_options.Loss.R1 / 2 * _options.Loss.R1Every);
    }

    private Tensor Generate(Tensor latent)
    {
        var (own, options) = (Generator, _options.Generator);
        var x = latent;
        if (options.Kind == NetworkKind.Mlp)
        {
            for (var i = 1; i <= options.Hidden.Count; i++) x = Activate(Dense(x, own, $"hidden{i}"), options);
            return tanh(Dense(x, own, "output")).reshape([-1, .. _sampleShape]);
        }

        x = Activate(Dense(x, own, "project"), options).reshape(-1, own["up1.weight"].shape[0], 4, 4);
        for (var i = 1; ; i++)
        {
            x = nn.functional.conv_transpose2d(x, own[$"up{i}.weight"], own[$"up{i}.bias"], [2, 2], [1, 1]);
            if (!own.ContainsKey($"up{i + 1}.weight")) return tanh(x);
            x = Activate(x, options);
        }
    }

    private Tensor Judge(Tensor x)
    {
        var (own, options) = (Discriminator, _options.Discriminator);
        if (options.Kind == NetworkKind.Mlp)
        {
            x = x.reshape(x.shape[0], -1);
            for (var i = 1; i <= options.Hidden.Count; i++) x = Activate(Dense(x, own, $"hidden{i}"), options);
            return Dense(x, own, "output");
        }

        for (var i = 1; own.ContainsKey($"down{i}.weight"); i++)
            x = Activate(nn.functional.conv2d(x, own[$"down{i}.weight"], own[$"down{i}.bias"], [2, 2], [1, 1]), options);
        return Dense(x.reshape(x.shape[0], -1), own, "output");
    }

    private static Tensor Dense(Tensor x, Dictionary<string, Tensor> own, string name) => x.matmul(own[$"{name}.weight"].t()) + own[$"{name}.bias"];

    private static Tensor Activate(Tensor x, NetworkOptions options) => options.Activation switch
    {
        Activation.Relu => maximum(x, zeros_like(x)),
        Activation.LeakyRelu => where(x.gt(0), x, x * options.NegativeSlope),
        Activation.Elu => where(x.gt(0), x, minimum(x, zeros_like(x)).expm1()),
        Activation.Tanh => tanh(x),
        Activation.Silu => x * sigmoid(x),
        _ => throw new InvalidOperationException($"no activation {options.Activation}"),
    };

    private Tensor LatentOf(long phase, int shard)
    {
        using var stream = new Generator(KeyedStream.Seed(_options.Training.Seed, StreamPurpose.Latent, phase, shard), CPU);
        return randn([_options.Training.ShardBatch, _options.Generator.Latent], generator: stream);
    }

    private static Dictionary<string, Tensor> Values(GanTrainer trainer, string group)
    {
        using var snapshot = trainer.Snapshot();
        var found = snapshot.Groups.Single(each => each.Name == group);
        return found.Layout.Entries.ToDictionary(
            entry => entry.Name,
            entry => tensor(found.Values.Span.Slice((int)entry.Offset, (int)entry.Length).ToArray()).to(float64).reshape([.. entry.Shape]).requires_grad_(true));
    }
}
