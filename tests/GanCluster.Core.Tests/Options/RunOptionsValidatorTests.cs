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
    [InlineData("data.size", "data.source=folder", "data.path=/x", "data.size=36", "discriminator.kind=mlp")]
    [InlineData("generator.hidden", "generator.kind=mlp", "generator.hidden=")]
    [InlineData("generator.groups", "generator.normalization=group", "generator.groups=7")]
    [InlineData("discriminator.groups", "discriminator.kind=mlp", "discriminator.hidden=512,100", "discriminator.normalization=group")]
    [InlineData("generator.normalization", "generator.normalization=batch", "training.shardBatch=1")]
    [InlineData("generator.optimizer.beta1", "generator.optimizer.beta1=0.999", "generator.optimizer.beta2=0.5")]
    [InlineData("generator.optimizer.weightDecay", "generator.optimizer.kind=adamW", "generator.optimizer.learningRate=1", "generator.optimizer.weightDecay=1")]
    [InlineData("loss.r1", "loss.r1=10", "discriminator.normalization=batch")]
    [InlineData("loss.r2", "loss.r1=0", "loss.r2=1", "discriminator.normalization=batch")]
    [InlineData("loss.gradientPenalty", "loss.r1=0", "loss.gradientPenalty=10", "discriminator.normalization=batch")]
    [InlineData("loss.dragan", "loss.r1=0", "loss.dragan=10", "discriminator.normalization=batch")]
    [InlineData("loss.kind", "loss.r1=0", "loss.kind=wasserstein")]
    [InlineData("loss.labelSmoothing", "loss.kind=hinge", "loss.labelSmoothing=0.1")]
    [InlineData("loss.instanceNoiseUntil", "loss.instanceNoiseUntil=100")]
    [InlineData("loss.packing", "loss.packing=3")]
    [InlineData("loss.packing", "loss.packing=2", "training.conditional=on")]
    [InlineData("loss.packing", "loss.packing=8", "loss.r1=0", "discriminator.normalization=batch")]
    [InlineData("loss.penaltySchedule.kind", "loss.penaltySchedule.kind=cosine")]
    [InlineData("generator.optimizer.schedule.kind", "generator.optimizer.schedule.kind=linear")]
    [InlineData("augmentation.kind", "augmentation.kind=diffAugment", "data.source=grid25", "generator.kind=mlp", "discriminator.kind=mlp")]
    [InlineData("augmentation.kind", "augmentation.kind=ada", "loss.kind=relativistic")]
    [InlineData("generator.normalization", "generator.kind=resnet", "generator.block=bottleneck", "generator.normalization=group")]
    [InlineData("discriminator.spectralNorm", "discriminator.kind=resnet", "discriminator.block=bottleneck", "discriminator.spectralNorm=on")]
    [InlineData("discriminator.optimizer.schedule.final", "discriminator.optimizer.schedule.kind=exponential", "training.horizon=100")]
    [InlineData("discriminator.optimizer.momentumSchedule.kind", "discriminator.optimizer.momentumSchedule.kind=linear", "training.horizon=100")]
    [InlineData("generator.optimizer.momentumSchedule.kind", "generator.optimizer.momentumSchedule.kind=linear", "generator.optimizer.kind=sgd", "training.horizon=100")]
    [InlineData("generator.optimizer.momentumSchedule.warmup", "generator.optimizer.momentumSchedule.warmup=5")]
    [InlineData("generator.optimizer.momentumSchedule.kind", "generator.optimizer.kind=sgd", "generator.optimizer.momentum=0.5", "generator.optimizer.momentumSchedule.kind=linear")]
    [InlineData("generator.optimizer.momentumSchedule.final", "generator.optimizer.kind=sgd", "generator.optimizer.momentum=0.5", "generator.optimizer.momentumSchedule.kind=linear", "generator.optimizer.momentumSchedule.final=2", "training.horizon=100")]
    [InlineData("discriminator.activation", "discriminator.activation=maxout")]
    [InlineData("generator.activation", "generator.activation=maxout", "generator.kind=resnet")]
    [InlineData("generator.dropout", "generator.kind=resnet", "generator.dropout=0.5")]
    [InlineData("generator.averageWarmup", "generator.movingAverage=0", "generator.averageWarmup=10")]
    [InlineData("discriminator.kind", "discriminator.kind=resnet", "data.source=ring8", "generator.kind=mlp")]
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
