using GanCluster.Core.Training;

namespace GanCluster.Progress;

/// <summary>How figures of a running training are written.</summary>
internal static class ProgressText
{
    /// <summary>"D 1.386  G 0.693  1,240 images/s".</summary>
    public static string Figures(StepReport report, Pace pace) =>
        $"D {Loss(report.DiscriminatorLoss)}  G {Loss(report.GeneratorLoss)}  {pace.ImagesPerSecond:N0} images/s";

    /// <summary>"2:31", "1:02:31", "3 d 1 h".</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalDays >= 1 ? $"{(int)time.TotalDays} d {time.Hours} h"
        : time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{time.Minutes}:{time.Seconds:00}";

    private static string Loss(double loss) => double.IsFinite(loss) ? $"{loss:0.000}" : "?";
}
