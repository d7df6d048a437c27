using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>Batch norm: each shard normalizes by itself, and the running statistics ride along with the gradient.</summary>
public class BatchStatisticsTests
{
    private static readonly RunOptions Options = TinyOptions.Of(NetworkKind.Mlp, Normalization.Batch);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Commit_GeneratorPhase_AveragesTheStatisticsOfTheShards(int phasesBefore)
    {
        using var scope = NewDisposeScope();
        using var run = new TestRun(Options);
        run.Run(phasesBefore);
        var before = ValuesOf(run.Trainer, "generator");
        var phase = run.Trainer.Counters.Next.Value;
        run.Run(1);
        var after = ValuesOf(run.Trainer, "generator");

        var expected = new Dictionary<string, Tensor>();
        for (var shard = 0; shard < Options.Training.Shards; shard++)
        {
            using var stream = new Generator(KeyedStream.Seed(Options.Training.Seed, StreamPurpose.Latent, phase, shard), CPU);
            var x = randn([Options.Training.ShardBatch, Options.Generator.Latent], generator: stream).to(float64);
            foreach (var layer in new[] { "hidden1", "hidden2" })
            {
                x = x.matmul(before[$"{layer}.weight"].t()) + before[$"{layer}.bias"];
                x = Normalize(x, before, $"{layer}.norm", expected);
                x = where(x.gt(0), x, x * 0.2);
            }
        }

        foreach (var (name, sum) in expected)
            Assert.True((sum / Options.Training.Shards - after[name]).abs().max().item<double>() < 1e-6, name);
        Assert.Equal(4, expected.Count);
    }

    // The discriminator sees the real samples first and the generated ones second, each with statistics of their own.
    [Fact]
    public void Commit_DiscriminatorPhase_TakesRealThenGeneratedSamples()
    {
        using var scope = NewDisposeScope();
        var data = new NoiseImages(1, 16, 16);
        using var run = new TestRun(Options, data);
        var (generator, before) = (ValuesOf(run.Trainer, "generator"), ValuesOf(run.Trainer, "discriminator"));
        run.Run(1);
        var after = ValuesOf(run.Trainer, "discriminator");

        var batch = Options.Training.ShardBatch;
        var expected = new Dictionary<string, Tensor>();
        for (var shard = 0; shard < Options.Training.Shards; shard++)
        {
            var samples = new long[batch];
            new SampleOrder(data.Count, Options.Training.Seed).Fill(shard * batch, samples);
            var real = new float[batch * 256];
            data.Fill(samples, real);
            using var stream = new Generator(KeyedStream.Seed(Options.Training.Seed, StreamPurpose.Latent, 0, shard), CPU);
            var fake = randn([batch, Options.Generator.Latent], generator: stream).to(float64);
            foreach (var layer in new[] { "hidden1", "hidden2" })
            {
                fake = Normalize(fake.matmul(generator[$"{layer}.weight"].t()) + generator[$"{layer}.bias"], generator, $"{layer}.norm", []);
                fake = where(fake.gt(0), fake, fake * 0.2);
            }

            fake = tanh(fake.matmul(generator["output.weight"].t()) + generator["output.bias"]);
            var statistics = new Dictionary<string, Tensor>(before);
            foreach (var input in new[] { tensor(real).to(float64).reshape(batch, 256), fake })
            {
                var x = input.matmul(before["hidden1.weight"].t()) + before["hidden1.bias"];
                x = where(x.gt(0), x, x * 0.2);
                x = x.matmul(before["hidden2.weight"].t()) + before["hidden2.bias"];
                var once = new Dictionary<string, Tensor>();
                Normalize(x, statistics, "hidden2.norm", once);
                foreach (var (name, value) in once) statistics[name] = value;
            }

            foreach (var name in new[] { "hidden2.norm.running_mean", "hidden2.norm.running_var" }) Add(expected, name, statistics[name]);
        }

        foreach (var (name, sum) in expected)
            Assert.True((sum / Options.Training.Shards - after[name]).abs().max().item<double>() < 1e-6, name);
    }

    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    public void Commit_EitherPhase_LeavesTheOtherNetworkUntouched(NetworkKind kind)
    {
        using var run = new TestRun(TinyOptions.Of(kind, Normalization.Batch));
        for (var phase = 0; phase < 4; phase++)
        {
            var before = PhaseAverage.BitsOf(run.Trainer);
            run.Run(1);
            var after = PhaseAverage.BitsOf(run.Trainer);
            string[] same = phase % 2 == 0 ? ["generator", "generator_optimizer", "generator_average"] : ["discriminator", "discriminator_optimizer"];
            foreach (var (name, bits) in after)
            {
                if (same.Contains(name)) Assert.Equal(before[name], bits);
                else Assert.NotEqual(before[name], bits);
            }
        }
    }

    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    public void Commit_GapFloats_StayZero(NetworkKind kind)
    {
        using var run = new TestRun(TinyOptions.Of(kind, Normalization.Batch));
        run.Run(6);
        using var snapshot = run.Trainer.Snapshot();
        var gaps = 0L;
        foreach (var group in snapshot.Groups)
        {
            foreach (var entry in group.Layout.Entries)
            {
                var end = entry.Offset + entry.Length;
                var gap = group.Values.Span[(int)end..(int)AlignedBuffer.RoundUp(end)];
                Assert.False(gap.ContainsAnyExcept(0f), $"{group.Name}/{entry.Name}");
                gaps += gap.Length;
            }
        }

        Assert.True(gaps > 0);
    }

    // y = (x − mean) / √(variance + ε)·weight + bias with the biased variance; the running variance takes the unbiased one (PyTorch's BatchNorm1d).
    private static Tensor Normalize(Tensor x, Dictionary<string, Tensor> own, string name, Dictionary<string, Tensor> statistics)
    {
        var (mean, centred) = (x.mean([0]), x - x.mean([0]));
        var squares = centred.pow(2).sum([0L]);
        var batch = x.shape[0];
        Add(statistics, $"{name}.running_mean", 0.9 * own[$"{name}.running_mean"] + 0.1 * mean);
        Add(statistics, $"{name}.running_var", 0.9 * own[$"{name}.running_var"] + 0.1 * squares / (batch - 1));
        return centred / (squares / batch + 1e-5).sqrt() * own[$"{name}.weight"] + own[$"{name}.bias"];
    }

    private static void Add(Dictionary<string, Tensor> sums, string name, Tensor value) =>
        sums[name] = sums.TryGetValue(name, out var sum) ? sum + value : value;

    private static Dictionary<string, Tensor> ValuesOf(GanTrainer trainer, string name)
    {
        using var snapshot = trainer.Snapshot();
        var group = snapshot.Groups.Single(each => each.Name == name);
        return group.Layout.Entries.ToDictionary(
            entry => entry.Name,
            entry => tensor(group.Values.Span.Slice((int)entry.Offset, (int)entry.Length).ToArray()).to(float64).reshape([.. entry.Shape]));
    }
}
