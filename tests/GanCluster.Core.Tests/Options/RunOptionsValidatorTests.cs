using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class RunOptionsValidatorTests
{
    [Fact]
    public void Validate_EveryPreset_IsFine()
    {
        foreach (var preset in Presets.All) Assert.Empty(RunOptionsValidator.Validate(preset.Options));
    }

    [Theory]
    [InlineData("data.channels", "data.channels=2")]
    [InlineData("data.source", "data.source=folder")]
    [InlineData("data.path", "data.source=embedded", "data.path=/x")]
    [InlineData("generator.kind", "data.source=ring8", "discriminator.kind=mlp")]
    [InlineData("data.size", "data.source=folder", "data.path=/x", "data.size=48", "discriminator.kind=mlp")]
    [InlineData("generator.hidden", "generator.kind=mlp", "generator.hidden=")]
    [InlineData("generator.groups", "generator.normalization=group", "generator.groups=7")]
    [InlineData("discriminator.groups", "discriminator.kind=mlp", "discriminator.hidden=512,100", "discriminator.normalization=group")]
    [InlineData("generator.normalization", "generator.normalization=batch", "training.shardBatch=1")]
    [InlineData("generator.optimizer.beta1", "generator.optimizer.beta1=0.999", "generator.optimizer.beta2=0.5")]
    [InlineData("generator.optimizer.weightDecay", "generator.optimizer.kind=adamW", "generator.optimizer.learningRate=1", "generator.optimizer.weightDecay=1")]
    [InlineData("loss.r1", "loss.r1=10", "discriminator.normalization=batch")]
    [InlineData("generator.optimizer.learningRate", "generator.optimizer.learningRate=0", "discriminator.optimizer.learningRate=0")]
    public void Bind_ValuesThatDoNotGoTogether_IsOneConflictWithARemedy(string key, params string[] settings)
    {
        var mistake = Assert.Single(OptionBinder.Bind(Presets.Fashion, CommandLineOptions.Read(settings, [])).Mistakes);
        Assert.Equal((OptionMistakeKind.Conflict, key), (mistake.Kind, mistake.Key));
        Assert.Equal(settings.Any(setting => setting.StartsWith(key + "=")) ? "--set" : "preset fashion", mistake.Source);
        Assert.Contains(';', mistake.Explanation);
    }

    [Fact]
    public void Validate_SeveralThings_ReportsAll()
    {
        var options = new RunOptions
        {
            Data = new DataOptions { Channels = 2 },
            Training = new TrainingOptions { Shards = 0 },
            Loss = new LossOptions { R1 = double.NaN },
        };
        Assert.Equal(["loss.r1", "training.shards", "data.channels"], RunOptionsValidator.Validate(options).Select(mistake => mistake.Key));
    }
}
