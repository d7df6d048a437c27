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
    private readonly DoubleNoise _noise;
    private readonly Tensor? _realClasses, _fakeClasses;

    public DoubleGan(GanTrainer trainer, RunOptions options, ITrainingData data)
    {
        _options = options;
        _sampleShape = [.. data.SampleShape];
        Generator = Values(trainer, "generator");
        Discriminator = Values(trainer, "discriminator");
        var global = options.Training.Shards * options.Training.ShardBatch;
        var next = trainer.Counters.Next.Value;
        var (step, place) = Math.DivRem(next, options.Training.CriticSteps + 1);
        Ordinal = step * options.Training.CriticSteps + Math.Min(place, options.Training.CriticSteps - 1);

        var order = new SampleOrder(data.Count, options.Training.Seed);
        var samples = new long[global];
        order.Fill(Ordinal * global, samples);
        var values = new float[global * _sampleShape.Aggregate((a, b) => a * b)];
        data.Fill(samples, values);
        Real = tensor(values).to(float64).reshape([global, .. _sampleShape]);
        _noise = new DoubleNoise(options, data, next, step);
        Latent = _noise.Latent();
        if (trainer.Generator.Classes > 0) (_realClasses, _fakeClasses) = (_noise.OneHot(samples), _noise.FakeClasses(samples));
    }

    /// <summary>By name, leaves that require a gradient.</summary>
    public Dictionary<string, Tensor> Generator { get; }

    public Dictionary<string, Tensor> Discriminator { get; }

    /// <summary>Number of the discriminator phase, where the next phase is one.</summary>
    public long Ordinal { get; }

    public Tensor Real { get; }

    public Tensor Latent { get; }

    /// <param name="withR1">Whether the penalties that fall every so many phases are due.</param>
    public Tensor DiscriminatorLoss(bool withR1)
    {
        var options = _options.Loss;
        _noise.BeginDropout();
        var real = _noise.View(Real, first: true).detach().requires_grad_(true);
        var fake = _noise.View(Generate(Latent), first: false).detach().requires_grad_(true);
        var (realLogits, fakeLogits) = Judge(real, fake, apart: withR1 && options.R1 > 0 && options.R2 > 0);
        var smooth = options.LabelSmoothing;
        var loss = options.Kind switch
        {
            LossKind.LeastSquares => (realLogits - (1 - smooth)).pow(2).mean() / 2 + fakeLogits.pow(2).mean() / 2,
            LossKind.Hinge => (1 - realLogits).clamp_min(0).mean() + (1 + fakeLogits).clamp_min(0).mean(),
            LossKind.Wasserstein => fakeLogits.mean() - realLogits.mean(),
            LossKind.Relativistic => -log(sigmoid(realLogits - fakeLogits)).mean(),
            _ => -(1 - smooth) * log(sigmoid(realLogits)).mean() - smooth * log(1 - sigmoid(realLogits)).mean() - log(1 - sigmoid(fakeLogits)).mean(),
        };
        // γ/2·E‖∇D(x)‖², as many times heavier as the phases without it.
        if (withR1 && options.R1 > 0) loss += NormsSquared(real, realLogits).mean() * (options.R1 / 2 * options.R1Every);
        if (withR1 && options.R2 > 0) loss += NormsSquared(fake, fakeLogits).mean() * (options.R2 / 2 * options.R1Every);
        if (options.GradientPenalty > 0) loss += options.GradientPenalty * DistanceToOne(_noise.Between(real.detach(), fake.detach()));
        if (options.Dragan > 0) loss += options.Dragan * DistanceToOne(_noise.Around(real.detach()));
        return loss;
    }

    public Tensor GeneratorLoss()
    {
        _noise.BeginDropout();
        var fake = _noise.View(Generate(Latent), first: true);
        if (_options.Loss.Kind == LossKind.Relativistic)
        {
            var (real, judged) = Judge(_noise.View(Real, first: false), fake, apart: false);
            return -log(sigmoid(judged - real)).mean();
        }

        var logits = Judge(fake, _fakeClasses);
        return _options.Loss.Kind switch
        {
            LossKind.Minimax => log(1 - sigmoid(logits)).mean(),
            LossKind.NonSaturating => -log(sigmoid(logits)).mean(),
            LossKind.LeastSquares => (logits - 1).pow(2).mean() / 2,
            _ => -logits.mean(),
        };
    }

    private Tensor DistanceToOne(Tensor samples)
    {
        samples.requires_grad_(true);
        return (NormsSquared(samples, Judge(samples, _realClasses)).sqrt() - 1).pow(2).mean();
    }

    private static Tensor NormsSquared(Tensor samples, Tensor logits)
    {
        var gradient = autograd.grad([logits.sum()], [samples], create_graph: true, retain_graph: true)[0];
        return gradient.reshape(gradient.shape[0], -1).pow(2).sum(1);
    }

    private Tensor Generate(Tensor latent)
    {
        var (own, options) = (Generator, _options.Generator);
        var x = _noise.Drop(latent, options.InputDropout);
        if (_fakeClasses is not null) x = cat([x, _fakeClasses], 1);
        if (options.Kind == NetworkKind.Resnet) return End(new DoubleResnet(own, options).Generate(x));
        if (options.Kind == NetworkKind.Mlp)
        {
            for (var i = 1; i <= options.Hidden.Count; i++) x = Hidden(Dense(x, own, $"hidden{i}"), options);
            return End(Dense(x, own, "output")).reshape([-1, .. _sampleShape]);
        }

        x = Hidden(Dense(x, own, "project"), options).reshape(-1, own["up1.weight"].shape[0], 4, 4);
        for (var i = 1; ; i++)
        {
            x = nn.functional.conv_transpose2d(x, Weight(own, $"up{i}"), own[$"up{i}.bias"], [2, 2], [1, 1]);
            if (!own.ContainsKey($"up{i + 1}.weight")) return End(x);
            x = Hidden(x, options);
        }
    }

    private Tensor End(Tensor x) => _options.Generator.Output == ImageOutput.Sigmoid ? 2 * sigmoid(x) - 1 : tanh(x);

    private Tensor Hidden(Tensor x, NetworkOptions options) => _noise.Drop(Activate(x, options), options.Dropout);

    // Only dropout can tell whether both are judged in one pass.
    private (Tensor Real, Tensor Fake) Judge(Tensor real, Tensor fake, bool apart)
    {
        if (apart) return (Judge(real, _realClasses), Judge(fake, _fakeClasses));
        var logits = Judge(cat([real, fake]), _realClasses is null ? null : cat([_realClasses, _fakeClasses!])).chunk(2);
        return (logits[0], logits[1]);
    }

    private Tensor Judge(Tensor x, Tensor? classes)
    {
        var features = Features(x);
        var logits = Dense(features, Discriminator, "output");
        return classes is null ? logits : logits + (features * classes.matmul(Weight(Discriminator, "output.embedding"))).sum(1).unsqueeze(1);
    }

    private Tensor Features(Tensor x)
    {
        var (own, options) = (Discriminator, _options.Discriminator);
        x = _noise.Drop(x, options.InputDropout, rest: -1);
        if (options.Kind == NetworkKind.Resnet) return new DoubleResnet(own, options).Features(x);
        if (options.Kind == NetworkKind.Mlp)
        {
            x = x.reshape(x.shape[0], -1);
            for (var i = 1; i <= options.Hidden.Count; i++) x = Hidden(Dense(x, own, $"hidden{i}"), options);
            return x;
        }

        for (var i = 1; own.ContainsKey($"down{i}.weight"); i++)
            x = Hidden(nn.functional.conv2d(x, Weight(own, $"down{i}"), own[$"down{i}.bias"], [2, 2], [1, 1]), options);
        return x.reshape(x.shape[0], -1);
    }

    internal static Tensor Dense(Tensor x, Dictionary<string, Tensor> own, string name) => x.matmul(Weight(own, name).t()) + own[$"{name}.bias"];

    /// <summary>Divided by uᵀWv, where it has such vectors.</summary>
    internal static Tensor Weight(Dictionary<string, Tensor> own, string name)
    {
        var weight = own[$"{name}.weight"];
        if (!own.TryGetValue($"{name}.weight_u", out var left)) return weight;
        return weight / (left.unsqueeze(0).matmul(weight.reshape(left.shape[0], -1)) * own[$"{name}.weight_v"]).sum();
    }

    internal static Tensor Activate(Tensor x, NetworkOptions options) => options.Activation switch
    {
        Activation.Relu => maximum(x, zeros_like(x)),
        Activation.LeakyRelu => where(x.gt(0), x, x * options.NegativeSlope),
        Activation.Elu => where(x.gt(0), x, minimum(x, zeros_like(x)).expm1()),
        Activation.Tanh => tanh(x),
        Activation.Silu => x * sigmoid(x),
        Activation.Maxout => x.unflatten(1, -1, options.Pieces).amax([2]),
        _ => throw new InvalidOperationException($"no activation {options.Activation}"),
    };

    private static Dictionary<string, Tensor> Values(GanTrainer trainer, string group)
    {
        using var snapshot = trainer.Snapshot();
        var found = snapshot.Groups.Single(each => each.Name == group);
        return found.Layout.Entries.ToDictionary(
            entry => entry.Name,
            entry => tensor(found.Values.Span.Slice((int)entry.Offset, (int)entry.Length).ToArray()).to(float64).reshape([.. entry.Shape]).requires_grad_(true));
    }
}
