using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace GanCluster.Training.Tests.Optimizers;

public class ClippingTests
{
    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.05)]
    [InlineData(1e6)]
    public void Commit_ClipNorm_IsTorchSharpsClipGradNorm(double clipNorm)
    {
        using var scope = torch.NewDisposeScope();
        using var run = new TestRun(TinyOptions.Of(optimizer: new OptimizerOptions { Kind = OptimizerKind.Sgd, LearningRate = 1, ClipNorm = clipNorm }));
        using var average = PhaseAverage.Of(run.Trainer);
        using var before = run.Trainer.Snapshot();
        var network = run.Trainer.Discriminator;
        Parameter[] parameters = [.. network.Layout.Entries.Take(network.ParameterCount).Select(entry =>
        {
            var (offset, length) = ((int)entry.Offset, (int)entry.Length);
            var values = before.Groups.Single(group => group.Name == "discriminator").Values.Span.Slice(offset, length).ToArray();
            return new Parameter(torch.tensor(values)) { grad = torch.tensor(average.Span.Slice(offset, length).ToArray()) };
        })];

        var norm = torch.nn.utils.clip_grad_norm_(parameters, clipNorm);
        var outcome = run.Trainer.Commit(average, [1], run.Lanes);

        Assert.Equal(norm, outcome.GradientNorm, norm * 1e-6);
        using var after = run.Trainer.Snapshot();
        var actual = after.Groups.Single(group => group.Name == "discriminator").Values;
        foreach (var (parameter, entry) in parameters.Zip(network.Layout.Entries))
        {
            var expected = (parameter.detach() - parameter.grad!).data<float>().ToArray();
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual.Span[(int)entry.Offset + i], 1e-7);
        }
    }
}
