namespace GanCluster.Core.Options;

public enum WatchPolicy
{
    /// <summary>Says so, and training goes on.</summary>
    Warn,

    /// <summary>The run ends at that step, the same on every node, with a checkpoint.</summary>
    Stop,

    /// <summary>Training goes on from a copy of the last healthy state, with lower learning rates; after <see cref="WatchOptions.Rollbacks"/> of them the run ends.</summary>
    Rollback,
}

/// <summary>
/// What counts as a collapse, judged from statistics that ride along with the gradients. Nothing of it changes what is trained, only, by <see cref="Policy"/>, where it ends; but
/// under <see cref="WatchPolicy.Rollback"/> all of it does, and is part of the run's identity (<see cref="OptionDescriptor.BearsOn"/>).
/// </summary>
public sealed record WatchOptions
{
    [Option("what a collapse does: warn says so and goes on, stop ends the run there with a checkpoint, rollback goes on from a copy of the last healthy state with lower learning rates", BearsOnResult = false)]
    public WatchPolicy Policy { get; init; } = WatchPolicy.Warn;

    [Option("steps that are judged together", Min = 1, Max = 10_000, BearsOnResult = false)]
    public int Window { get; init; } = 100;

    [Option("windows in a row that have to agree before the verdict changes", Min = 1, Max = 1000, BearsOnResult = false)]
    public int Patience { get; init; } = 3;

    [Option("first steps that aren't judged: a new generator draws one sample again and again", Min = 0, Max = 1e15, BearsOnResult = false)]
    public long From { get; init; } = 1000;

    [Option("a warning below this diversity of generated samples, where that of real ones is 1; 0 never", Min = 0, Max = 1, BearsOnResult = false)]
    public double Warning { get; init; } = 0.6;

    [Option("a collapse below this diversity; 0 never", Min = 0, Max = 1, BearsOnResult = false)]
    public double Collapsed { get; init; } = 0.4;

    [Option("a warning above this diversity: samples are flung apart, far from the data; 0 never", Min = 0, Max = 1e12, BearsOnResult = false)]
    public double Scattered { get; init; } = 5;

    [Option("a collapse below this likeness of generated points to real ones, as the discriminator sees them, where that of real ones to one another is 1; 0 never, as with images", Min = 0, Max = 1, BearsOnResult = false)]
    public double Likeness { get; init; } = 0.3;

    [Option("how much better than its threshold a figure must be before a verdict is taken back, as a share", Min = 0, Max = 1, BearsOnResult = false)]
    public double Margin { get; init; } = 0.1;

    [Option("a warning below this loss of the discriminator, which then wins; with a diversity out of bounds a collapse; 0 never, as with wasserstein", Min = 0, Max = 1e6, BearsOnResult = false)]
    public double DiscriminatorLoss { get; init; } = 0.05;

    [Option("mean sign of D(real) above which a diversity out of bounds is a collapse; 1 never", Min = -1, Max = 1, BearsOnResult = false)]
    public double RealSign { get; init; } = 0.99;

    [Option("a warning above this mean norm of either network's gradient; 0 never", Min = 0, Max = 1e30, BearsOnResult = false)]
    public double GradientNorm { get; init; } = 1000;

    [Option("a warning where more than this share of the phases was skipped, their averages not being finite; more than half is a collapse", Min = 0, Max = 1, BearsOnResult = false)]
    public double Skipped { get; init; } = 0.05;

    [Option("with rollback: how often a run is rolled back; at the next collapse it ends, as under stop", Min = 1, Max = 100, BearsOnResult = false)]
    public int Rollbacks { get; init; } = 3;

    [Option("with rollback: what both networks' learning rates are multiplied by each time, from there on; 1 changes only the samples and the noise", Min = 0.001, Max = 1, BearsOnResult = false)]
    public double RollbackFactor { get; init; } = 0.5;
}
