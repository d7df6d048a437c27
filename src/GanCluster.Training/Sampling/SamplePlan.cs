namespace GanCluster.Training.Sampling;

/// <summary>
/// Which samples to draw, in the order of rows: latents of a seed by number, or ways between them, for every class that is asked for. Equal plans give equal samples, and sample
/// number i of a longer plan is that of a shorter one.
/// </summary>
public sealed record SamplePlan
{
    /// <summary>Latents follow from it.</summary>
    public required long Seed { get; init; }

    /// <summary>Samples, or ways where <see cref="Steps"/> says so; with <see cref="Classes"/> so many of each of them.</summary>
    public required int Count { get; init; }

    /// <summary>Number of the first latent.</summary>
    public long First { get; init; }

    /// <summary>Classes to draw one after another, from the same latents. None: latent number i has class i modulo their number.</summary>
    public IReadOnlyList<int> Classes { get; init; } = [];

    /// <summary>Samples on the way from each latent to the next, both ends included: at least 2. 0 for the latents alone.</summary>
    public int Steps { get; init; }

    /// <summary>Largest magnitude of a latent's values; null for any.</summary>
    public double? Truncation { get; init; }

    public long Total => (long)Math.Max(1, Classes.Count) * OfOneClass;

    /// <summary>Samples that belong side by side; 0 where no order is meant.</summary>
    public int Columns => Steps > 0 ? Steps : Classes.Count > 0 ? Count : 0;

    private long OfOneClass => (long)Count * Math.Max(1, Steps);

    /// <summary>What sample <paramref name="index"/> is drawn from.</summary>
    /// <param name="classes">Of the generator; 0 for none.</param>
    public SamplePoint this[long index, int classes]
    {
        get
        {
            var (row, place) = Math.DivRem(index, OfOneClass);
            var (way, step) = Math.DivRem(place, Math.Max(1, Steps));
            var number = First + way;
            return new SamplePoint(number, Steps > 0 ? (double)step / (Steps - 1) : 0, Classes.Count > 0 ? Classes[(int)row] : classes > 0 ? (int)(number % classes) : 0);
        }
    }
}
