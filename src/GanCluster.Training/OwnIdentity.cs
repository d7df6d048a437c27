using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;

namespace GanCluster.Training;

/// <summary>A run's id where networks may be a program's own: <see cref="RunIdentity"/>, with names, roles and shapes of their tensors, which no option tells.</summary>
public static class OwnIdentity
{
    /// <exception cref="Core.UnusableInputException">The networks don't fit the data.</exception>
    public static RunId Of(RunOptions options, ITrainingData data)
    {
        if (options.Generator.Kind.OwnName is null && options.Discriminator.Kind.OwnName is null) return RunIdentity.Of(options, data.Fingerprint);
        var (generator, discriminator) = DataFit.Networks(options, data);
        return RunIdentity.Of(options, data.Fingerprint, [.. Lines(options.Generator, generator), .. Lines(options.Discriminator, discriminator)]);
    }

    private static IEnumerable<string> Lines(NetworkOptions options, Network network) =>
        options.Kind.OwnName is null ? [] : network.Specs.Select(spec => $"{network.Name}: {spec.Name} {OptionValue.Format(spec.Role)} [{string.Join(',', spec.Shape)}]");
}
