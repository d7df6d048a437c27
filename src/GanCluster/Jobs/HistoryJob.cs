using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Pictures.Gif;
using GanCluster.Runs;

namespace GanCluster.Jobs;

/// <summary>The pictures of a run, one after another.</summary>
internal static class HistoryJob
{
    /// <param name="run">A run's folder; it exists.</param>
    /// <param name="output">Absolute; ends in <c>.gif</c>.</param>
    /// <exception cref="UnusableInputException">There are no pictures.</exception>
    public static void Run(string run, string output, Terminal terminal)
    {
        var folder = new SampleFolder(Path.Combine(run, RunFolder.SamplesName));
        var steps = Thinned(folder.Steps);
        if (steps.Count == 0) throw new UnusableInputException($"--history: {run} has no pictures in {RunFolder.SamplesName}; give a run's folder as --checkpoint, and train with samples.every above 0.");
        File.WriteAllBytes(output, MovingPicture.Once([.. steps.Select(step => File.ReadAllBytes(folder.PathOf(step)))]));
        terminal.WriteLine($"{steps.Count:N0} pictures, of step {steps[0]:N0} to {steps[^1]:N0}, in {output}");
    }

    // Evenly, the first and the last among them.
    private static IReadOnlyList<long> Thinned(IReadOnlyList<long> steps) => steps.Count <= MovingPicture.MostPictures
        ? steps
        : [.. Enumerable.Range(0, MovingPicture.MostPictures).Select(i => steps[(int)((long)i * (steps.Count - 1) / (MovingPicture.MostPictures - 1))])];
}
