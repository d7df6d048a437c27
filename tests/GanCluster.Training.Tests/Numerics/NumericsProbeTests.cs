using System.Diagnostics;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Numerics;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Numerics;

public class NumericsProbeTests(ITestOutputHelper output)
{
    private static readonly RunOptions _options = TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch);

    [Fact]
    public void Of_TheSameRun_IsTheSameWhateverElseIsTrained()
    {
        var expected = Of(_options);
        using var run = new TestRun(_options, lanes: 2);
        run.Run(3);
        var (digest, lineage) = (run.Trainer.Digest(), run.Trainer.Lineage);
        Assert.Equal(expected, Of(_options));
        Assert.Equal((digest, lineage), (run.Trainer.Digest(), run.Trainer.Lineage));

        using var undisturbed = new TestRun(_options, lanes: 2);
        undisturbed.Run(6);
        run.Run(3);
        Assert.Equal(undisturbed.Trainer.Digest(), run.Trainer.Digest());
    }

    [Fact]
    public void Of_AnotherRun_Differs() => Assert.Distinct(
    [
        Of(_options),
        Of(_options with { Training = _options.Training with { Seed = 4 } }),
        Of(_options with { Generator = _options.Generator with { Channels = 8 } }),
        Of(_options with { Discriminator = _options.Discriminator with { Channels = 8 } }),
        Of(_options with { Loss = new LossOptions { Kind = LossKind.Minimax } }),
    ]);

    [Fact]
    public void Of_OtherLanes_IsTheSame() => Assert.Equal(Of(_options), Of(_options with { Compute = _options.Compute with { Lanes = 3 } }));

    [Fact]
    public void Of_NetworksThatDontFit_SaysSo() =>
        Assert.Throws<UnusableInputException>(() => NumericsProbe.Of(_options, new NoiseImages(1, 15, 15)));

    [Theory, InlineData("fashion"), InlineData("fashion-mlp"), InlineData("ring8")]
    public void Of_Preset_CostsLittle(string name)
    {
        var options = Presets.All.Single(preset => preset.Name == name).Options;
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        NumericsProbe.Of(options, data);
        var start = Stopwatch.GetTimestamp();
        NumericsProbe.Of(options, data);
        output.WriteLine($"{name}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms");
    }

    private static Digest Of(RunOptions options) => NumericsProbe.Of(options, new NoiseImages(1, 16, 16));
}
