namespace GanCluster.Core.Options;

/// <summary>Whether the values of a configuration are in their ranges and go together. Reports everything at once; each sentence says what to change.</summary>
public static class RunOptionsValidator
{
    public static IReadOnlyList<OptionMistake> Validate(RunOptions options)
    {
        var rules = Ranges(options)
            .Concat(Data(options))
            .Concat(NetworkRules.Check("generator", options.Generator, options))
            .Concat(NetworkRules.Check("discriminator", options.Discriminator, options))
            .Concat(LossRules.Check(options))
            .Concat(WatchRules.Check(options))
            .Concat(EvaluationRules.Check(options.Evaluation))
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
        if (data.Channels == 2) yield return OptionMistake.Conflict("data.channels", "images have 1 channel or 3, not 2; set it to 1 for grey or 3 for colour");
        if (data.Source == DataSource.Folder && data.Path.Length == 0) yield return OptionMistake.Conflict("data.source", "folder needs to know which; add --data DIR");
        if (data.Path.Length > 0 && data.Source.Known is DataSource.Embedded or DataSource.Ring8 or DataSource.Grid25)
            yield return OptionMistake.Conflict("data.path", $"'{data.Path}' would not be read, since data.source is {OptionValue.Format(data.Source)}; leave --data out, or set data.source=auto");
    }

    private static IEnumerable<OptionMistake> Together(RunOptions options)
    {
        // A rate of 0 freezes one network, which is a fair experiment; freezing both trains nothing.
        if (options.Generator.Optimizer.LearningRate == 0 && options.Discriminator.Optimizer.LearningRate == 0)
            yield return OptionMistake.Conflict("generator.optimizer.learningRate", "and discriminator.optimizer.learningRate are both 0, so nothing would be trained; raise one of them");
        if (options.Generator.AverageWarmup > 0 && options.Generator.MovingAverage == 0)
            yield return OptionMistake.Conflict("generator.averageWarmup", "there is no moving average to warm up; set generator.movingAverage too, or this to 0");
    }
}
