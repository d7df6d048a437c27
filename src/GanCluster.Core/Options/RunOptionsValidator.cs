namespace GanCluster.Core.Options;

/// <summary>Whether the values of a configuration are in their ranges and go together. Reports everything at once; each sentence says what to change.</summary>
public static class RunOptionsValidator
{
    private static readonly int[] DcganSizes = [28, 32, 64];

    public static IReadOnlyList<OptionMistake> Validate(RunOptions options)
    {
        var rules = Ranges(options)
            .Concat(Data(options))
            .Concat(Network("generator", options.Generator, options))
            .Concat(Network("discriminator", options.Discriminator, options))
            .Concat(Together(options));
        return [.. rules];
    }

    // The binder checks them as it reads; a preset or a caller in code doesn't pass through it.
    private static IEnumerable<OptionMistake> Ranges(RunOptions options)
    {
        foreach (var option in OptionCatalog.All)
        {
            var value = option.Read(options);
            var numbers = value switch
            {
                IReadOnlyList<int> list => list.Select(number => (double)number),
                int or long or double => [Convert.ToDouble(value)],
                _ => [],
            };
            if (numbers.Any(number => !OptionValue.InRange(option, number)))
                yield return new OptionMistake(OptionMistakeKind.OutOfRange, "", option.Key, $"{OptionValue.Format(value)} is out of range; give {option.Range}");
        }
    }

    private static IEnumerable<OptionMistake> Data(RunOptions options)
    {
        var data = options.Data;
        if (data.Channels == 2) yield return Conflict("data.channels", "images have 1 channel or 3, not 2; set it to 1 for grey or 3 for colour");
        if (data.Source == DataSource.Folder && data.Path.Length == 0) yield return Conflict("data.source", "folder needs to know which; add --data DIR");
        if (data.Path.Length > 0 && data.Source is DataSource.Embedded or DataSource.Ring8 or DataSource.Grid25)
            yield return Conflict("data.path", $"'{data.Path}' would not be read, since data.source is {OptionValue.Format(data.Source)}; leave --data out, or set data.source=auto");
    }

    private static IEnumerable<OptionMistake> Network(string name, NetworkOptions network, RunOptions options)
    {
        var points = options.Data.Source is DataSource.Ring8 or DataSource.Grid25;
        if (network.Kind == NetworkKind.Dcgan && points)
            yield return Conflict($"{name}.kind", $"dcgan makes images, but the data ({OptionValue.Format(options.Data.Source)}) are points; set {name}.kind=mlp");
        if (network.Kind == NetworkKind.Dcgan && options.Data.Source == DataSource.Folder && !DcganSizes.Contains(options.Data.Size))
            yield return Conflict("data.size", $"dcgan takes images of 28, 32 or 64 pixels, not {options.Data.Size}; set data.size to one of them, or {name}.kind=mlp");
        if (network.Kind == NetworkKind.Mlp && network.Hidden.Count == 0)
            yield return Conflict($"{name}.hidden", "an mlp needs at least one hidden layer; give a list such as 512,256");

        if (network.Normalization == Normalization.Group)
        {
            var (key, widths) = network.Kind == NetworkKind.Dcgan ? ("channels", [network.Channels]) : ("hidden", network.Hidden);
            // Without groups of at least one the range has already been reported.
            if (network.Groups > 0 && widths.Any(width => width % network.Groups != 0))
                yield return Conflict($"{name}.groups", $"{network.Groups} groups don't divide {name}.{key} ({string.Join(',', widths)}); choose a number of groups that divides each");
        }

        // One sample has no variance: its normalized value would be zero whatever it was.
        if (network.Normalization == Normalization.Batch && options.Training.ShardBatch == 1)
            yield return Conflict($"{name}.normalization", $"batch norm needs more than one sample a shard, and training.shardBatch is 1; raise that, or set {name}.normalization=group");

        var optimizer = network.Optimizer;
        var adam = optimizer.Kind is OptimizerKind.Adam or OptimizerKind.AdamW;
        // Analyses of Adam assume β₁ < √β₂ (Reddi et al. 2018): beyond it the size of an update has no bound. Most often the two were swapped.
        if (adam && optimizer.Beta1 > Math.Sqrt(optimizer.Beta2))
            yield return Conflict($"{name}.optimizer.beta1", $"{OptionValue.Format(optimizer.Beta1)} is more than the square root of beta2 ({OptionValue.Format(optimizer.Beta2)}), where adam's updates have no bound; lower beta1 or raise beta2, or swap them");
        if (optimizer.Kind == OptimizerKind.AdamW && optimizer.LearningRate * optimizer.WeightDecay >= 1)
            yield return Conflict($"{name}.optimizer.weightDecay", "times the learning rate is 1 or more, which would erase the weights at each step; lower it");
    }

    private static IEnumerable<OptionMistake> Together(RunOptions options)
    {
        // R1 penalizes the gradient of each D(x) by its own x; with batch norm D(x) depends on the other samples too.
        if (options.Loss.R1 > 0 && options.Discriminator.Normalization == Normalization.Batch)
            yield return Conflict("loss.r1", "the R1 penalty needs a discriminator that judges each sample by itself, which batch norm doesn't; set discriminator.normalization=group or none, or loss.r1=0");

        // A rate of 0 freezes one network, which is a fair experiment; freezing both trains nothing.
        if (options.Generator.Optimizer.LearningRate == 0 && options.Discriminator.Optimizer.LearningRate == 0)
            yield return Conflict("generator.optimizer.learningRate", "and discriminator.optimizer.learningRate are both 0, so nothing would be trained; raise one of them");
    }

    private static OptionMistake Conflict(string key, string explanation) => new(OptionMistakeKind.Conflict, "", key, explanation);
}
