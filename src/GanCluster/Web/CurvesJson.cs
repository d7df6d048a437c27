using GanCluster.Core.Status;

namespace GanCluster.Web;

/// <summary>Curves by column, all of the same length, by ascending step.</summary>
internal sealed record CurvesJson(
    IReadOnlyList<long> Step,
    IReadOnlyList<DateTime> Time,
    IReadOnlyList<double?> DiscriminatorLoss,
    IReadOnlyList<double?> GeneratorLoss,
    IReadOnlyList<double?> RealScore,
    IReadOnlyList<double?> FakeScore,
    IReadOnlyList<double?> DiscriminatorGradientNorm,
    IReadOnlyList<double?> GeneratorGradientNorm,
    IReadOnlyList<double?> ImagesPerSecond,
    IReadOnlyList<int> Skipped)
{
    public static CurvesJson Of(IReadOnlyList<StepPoint> points)
    {
        return new CurvesJson(
            [.. points.Select(point => point.Step)],
            [.. points.Select(point => StatusJson.Time(point.At))],
            Column(point => point.DiscriminatorLoss),
            Column(point => point.GeneratorLoss),
            Column(point => point.RealScore),
            Column(point => point.FakeScore),
            Column(point => point.DiscriminatorGradientNorm),
            Column(point => point.GeneratorGradientNorm),
            Column(point => point.ImagesPerSecond),
            [.. points.Select(point => point.Skipped)]);

        IReadOnlyList<double?> Column(Func<StepPoint, float> value) => [.. points.Select(point => StatusJson.Finite(value(point)))];
    }
}
