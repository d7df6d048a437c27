using System.Globalization;
using GanCluster.Core.Options;

namespace GanCluster.Core.Watch;

/// <summary>What is wrong with a window of steps, by the thresholds of the configuration.</summary>
/// <remarks>
/// The signals are those by which people notice: samples that resemble one another more than real ones do, alone, or somewhat with a discriminator that is sure of every
/// real sample; samples flung apart; points that lie where no real ones do; a loss of the discriminator near 0 or gradients out of all measure, which alone prove nothing and only warn.
/// </remarks>
internal sealed class WindowFindings(RunOptions run)
{
    private const double MostSkipped = 0.5;

    private readonly WatchOptions _options = run.Watch;

    // The difference of two means has no least value; and only a loss that judges each sample by itself gives the sign of D(x) a meaning.
    private readonly bool _lossVanishes = run.Loss.Kind != LossKind.Wasserstein;
    private readonly bool _signTells = run.Loss.Kind is not (LossKind.Wasserstein or LossKind.Relativistic);

    /// <param name="slack">1, or more to ask for figures that are better than the thresholds.</param>
    /// <returns>How bad each is, and why; none where all is well.</returns>
    public IReadOnlyList<(Health Health, string Reason)> Of(WatchWindow window, double slack) =>
        [.. Diversity(window, slack), .. Likeness(window, slack), .. Discriminator(window, slack), .. Gradients(window, slack), .. Skipped(window, slack)];

    /// <summary>Where nothing is wrong.</summary>
    public static string Calm(in WatchWindow window) => $"{Diversity(window)}, the discriminator's loss is {Figure(window.DiscriminatorLoss)}";

    private IEnumerable<(Health, string)> Diversity(WatchWindow window, double slack)
    {
        if (window.Diversity < _options.Collapsed * slack) yield return (Health.Collapsed, $"{Diversity(window)}, a collapse below {Figure(_options.Collapsed)}");
        else if (window.Diversity < _options.Warning * slack) yield return (Health.Warning, $"{Diversity(window)}, a warning below {Figure(_options.Warning)}");
        else if (IsScattered(window, slack)) yield return (Health.Warning, $"{Diversity(window)}, flung apart above {Figure(_options.Scattered)}");
    }

    private IEnumerable<(Health, string)> Likeness(WatchWindow window, double slack)
    {
        if (window.Likeness < _options.Likeness * slack)
            yield return (Health.Collapsed, $"generated points lie {Figure(window.Likeness)} times as near to real ones as those to one another, nothing learned below {Figure(_options.Likeness)}");
    }

    private IEnumerable<(Health, string)> Discriminator(WatchWindow window, double slack)
    {
        var isOut = window.Diversity < _options.Warning * slack || IsScattered(window, slack);
        if (_signTells && isOut && window.RealSign > _options.RealSign)
            yield return (Health.Collapsed, $"the discriminator is sure of real ones (mean sign of D(real) {Figure(window.RealSign)}, above {Figure(_options.RealSign)})");
        if (_lossVanishes && window.DiscriminatorLoss < _options.DiscriminatorLoss * slack)
            yield return (isOut ? Health.Collapsed : Health.Warning, $"the discriminator wins: its loss is {Figure(window.DiscriminatorLoss)}, below {Figure(_options.DiscriminatorLoss)}");
    }

    private IEnumerable<(Health, string)> Gradients(WatchWindow window, double slack)
    {
        if (_options.GradientNorm == 0) yield break;
        foreach (var (network, norm) in ((string, double)[])[("discriminator", window.DiscriminatorNorm), ("generator", window.GeneratorNorm)])
        {
            if (norm > _options.GradientNorm / slack) yield return (Health.Warning, $"the {network}'s gradient has a mean norm of {Figure(norm)}, above {Figure(_options.GradientNorm)}");
        }
    }

    private IEnumerable<(Health, string)> Skipped(WatchWindow window, double slack)
    {
        if (window.Skipped <= _options.Skipped / slack) yield break;
        var reason = $"{Percent(window.Skipped)} of the phases were skipped, their averages not being finite, above {Percent(_options.Skipped)}";
        yield return (window.Skipped > MostSkipped ? Health.Collapsed : Health.Warning, reason);
    }

    private bool IsScattered(in WatchWindow window, double slack) => _options.Scattered > 0 && window.Diversity > _options.Scattered / slack;

    private static string Diversity(in WatchWindow window) =>
        double.IsNaN(window.Diversity) ? "the diversity isn't known" : $"generated samples are {Figure(window.Diversity)} times as diverse as real ones";

    private static string Figure(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{(100 * share).ToString("0.#", CultureInfo.InvariantCulture)} %";
}
