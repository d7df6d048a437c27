namespace GanCluster.Core.Options;

/// <summary>Whether one network's options go together, with its optimizer and with the data.</summary>
internal static class NetworkRules
{
    public static IEnumerable<OptionMistake> Check(string name, NetworkOptions network, RunOptions options)
    {
        var kind = OptionValue.Format(network.Kind);
        if (network.Kind.Known is NetworkKind.Dcgan or NetworkKind.Resnet && options.Data.IsPoints)
            yield return OptionMistake.Conflict($"{name}.kind", $"{kind} makes images, but the data ({OptionValue.Format(options.Data.Source)}) are points; set {name}.kind=mlp");
        if (network.Kind.Known is NetworkKind.Dcgan or NetworkKind.Resnet && options.Data.Source == DataSource.Folder && ImageSizes.Of(options.Data.Size) is null)
            yield return OptionMistake.Conflict("data.size", $"{kind} takes images of 28, 32, 64 or 128 pixels (4 to 7 doubled some times), not {options.Data.Size}; set data.size to one of them, or {name}.kind=mlp");
        if (network.Kind.Known is NetworkKind.Mlp && network.Hidden.Count == 0)
            yield return OptionMistake.Conflict($"{name}.hidden", "an mlp needs at least one hidden layer; give a list such as 512,256");

        if (network.Normalization == Normalization.Group && network.Kind.Known is not null)
        {
            var (key, widths) = network.Kind == NetworkKind.Mlp ? ("hidden", network.Hidden) : ("channels", (IReadOnlyList<int>)[network.Channels]);
            // Without groups of at least one the range has already been reported.
            if (network.Groups > 0 && widths.Any(width => width % network.Groups != 0))
                yield return OptionMistake.Conflict($"{name}.groups", $"{network.Groups} groups don't divide {name}.{key} ({string.Join(',', widths)}); choose a number of groups that divides each");
        }

        if (network is { Kind.Known: NetworkKind.Resnet, Block: ResidualBlock.Bottleneck } && network.Normalization != Normalization.None)
            yield return OptionMistake.Conflict($"{name}.normalization", $"bottleneck blocks do without; set it to none, or {name}.block=plain");

        if (network is { Kind.Known: NetworkKind.Resnet, Block: ResidualBlock.Bottleneck, SpectralNorm: Switch.On })
            yield return OptionMistake.Conflict($"{name}.spectralNorm", $"bottleneck blocks begin with weights of zero, which can't be divided by their size; set it to off, or {name}.block=plain");

        if (network.Kind.Known is NetworkKind.Dcgan or NetworkKind.Resnet && network.Activation == Activation.Maxout)
            yield return OptionMistake.Conflict($"{name}.activation", $"maxout needs dense layers, which a {kind} hasn't; set {name}.kind=mlp, or another activation such as leakyRelu");
        if (network.Kind.Known is NetworkKind.Resnet && network.Dropout > 0)
            yield return OptionMistake.Conflict($"{name}.dropout", $"the blocks of a resnet drop nothing; set it to 0, or {name}.kind=mlp or dcgan");

        // One sample has no variance: its normalized value would be zero whatever it was.
        if (network.Normalization == Normalization.Batch && options.Training.ShardBatch == 1)
            yield return OptionMistake.Conflict($"{name}.normalization", $"batch norm needs more than one sample a shard, and training.shardBatch is 1; raise that, or set {name}.normalization=group");

        var optimizer = network.Optimizer;
        var adam = optimizer.Kind is OptimizerKind.Adam or OptimizerKind.AdamW;
        var (momentum, change) = (optimizer.Momentum, optimizer.MomentumSchedule);
        if ((adam || momentum == 0) && (change.Kind != ScheduleKind.Constant || change.Warmup > 0))
        {
            var (key, remedy) = (change.Kind != ScheduleKind.Constant ? "kind" : "warmup", adam ? $"{name}.optimizer.kind=sgd and {name}.optimizer.momentum" : $"{name}.optimizer.momentum");
            yield return OptionMistake.Conflict($"{name}.optimizer.momentumSchedule.{key}", $"there is no momentum that could change; set {remedy} too, or leave this out");
        }
        else if (change.Kind != ScheduleKind.Constant && momentum * change.Final >= 1)
        {
            yield return OptionMistake.Conflict($"{name}.optimizer.momentumSchedule.final", $"times the momentum ({OptionValue.Format(momentum)}) is 1 or more, where updates only grow; lower it");
        }

        // Analyses of Adam assume β₁ < √β₂ (Reddi et al. 2018): beyond it the size of an update has no bound. Most often the two were swapped.
        if (adam && optimizer.Beta1 > Math.Sqrt(optimizer.Beta2))
            yield return OptionMistake.Conflict($"{name}.optimizer.beta1", $"{OptionValue.Format(optimizer.Beta1)} is more than the square root of beta2 ({OptionValue.Format(optimizer.Beta2)}), where adam's updates have no bound; lower beta1 or raise beta2, or swap them");
        if (optimizer.Kind == OptimizerKind.AdamW && optimizer.LearningRate * optimizer.WeightDecay >= 1)
            yield return OptionMistake.Conflict($"{name}.optimizer.weightDecay", "times the learning rate is 1 or more, which would erase the weights at each step; lower it");
    }
}
