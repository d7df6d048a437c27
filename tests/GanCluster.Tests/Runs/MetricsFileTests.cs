using System.Text.Json;
using GanCluster.Core.Training;
using GanCluster.Runs;
using GanCluster.Tests.Hosting;
using GanCluster.Tests.Progress;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Tests.Runs;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n", 2, "{\"step\":1}\n{\"step\":2}\n")]
    [InlineData("{\"step\":1}\n{\"step\":2}\n{\"st", 2, "{\"step\":1}\n{\"step\":2}\n")]
    [InlineData("{\"step\":1}\n{\"step\":2}", 2, "{\"step\":1}\n")]
    [InlineData("{\"step\":1}\nrubbish\n{\"step\":2}\n{\"step\":3}\n", 2, "{\"step\":1}\nrubbish\n{\"step\":2}\n")]
    [InlineData("{\"step\":1}\n", 0, "")]
    [InlineData("", 5, "")]
    public void CutBackTo_AStep_LeavesWholeLinesUpToIt(string before, long step, string after)
    {
        var path = _host.PathOf("metrics.jsonl");
        File.WriteAllText(path, before);
        MetricsFile.CutBackTo(path, step);
        Assert.Equal(after, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("1 2", 4, "2 3 4 5", "1 3", "1 2 3 4")]
    [InlineData("1 2", 4, "4 5", "3", "1 2 3 4")]
    [InlineData("1 2", 4, "4", "", "1 2")]
    [InlineData("", 2, "1 2", "", "1 2")]
    [InlineData("1 2 3", 3, "4", "2 3", "1 2 3")]
    public void OnStarted_AStepThatOnlyCopiesHave_AddsItsLineAndThoseBefore(string own, long step, string first, string second, string after)
    {
        var path = _host.PathOf("metrics.jsonl");
        File.WriteAllText(path, Lines(own));
        File.WriteAllText(_host.PathOf("1"), Lines(first) + "{\"step\":3");
        File.WriteAllText(_host.PathOf("2"), "rubbish\n" + Lines(second));
        using (var recorder = new MetricsRecorder(path, () => [_host.PathOf("1"), _host.PathOf("2"), _host.PathOf("none")], TimeProvider.System, NullLogger.Instance))
            recorder.OnStarted(new TrainingStart(step, step));
        Assert.Equal(Lines(after), File.ReadAllText(path));

        static string Lines(string steps) => string.Concat(steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => $"{{\"step\":{number}}}\n"));
    }

    [Fact]
    public void Recorder_ResumedAfterATornLine_HasEachStepOnce()
    {
        var path = _host.PathOf("metrics.jsonl");
        Record(path, from: 0, to: 5);
        File.AppendAllText(path, "{\"step\":6,\"pha");
        Record(path, from: 3, to: 6);

        var lines = File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], lines.Select(line => line.GetProperty("step").GetInt64()));
        Assert.Equal(1.25, lines[0].GetProperty("discriminatorLoss").GetDouble());
        Assert.Equal(0.75, lines[0].GetProperty("generatorLoss").GetDouble());
        Assert.Equal(3, lines[0].GetProperty("generatorGradientNorm").GetDouble());
    }

    [Fact]
    public void Recorder_LossThatIsNotFinite_IsNull()
    {
        var path = _host.PathOf("metrics.jsonl");
        using (var recorder = new MetricsRecorder(path, () => [], TimeProvider.System, NullLogger.Instance))
        {
            recorder.OnStarted(new TrainingStart(0, 1));
            recorder.OnStep(Reports.Of(1, 1, discriminatorLoss: float.NaN));
        }

        Assert.Contains("\"discriminatorLoss\":null", File.ReadAllText(path));
    }

    /// <summary>Nobody told the coordinator of some steps, in the middle and at the end.</summary>
    [Fact]
    public void Recorder_StepsThatOnlyAWorkerHasNoted_AreTakenFromIt()
    {
        var (path, copy) = (_host.PathOf("metrics.jsonl"), _host.PathOf("worker.jsonl"));
        Record(copy, from: 0, to: 7);
        using (var recorder = new MetricsRecorder(path, () => [copy], TimeProvider.System, NullLogger.Instance))
        {
            recorder.OnStarted(new TrainingStart(0, 7));
            foreach (var step in new[] { 1, 4, 5 }) recorder.OnStep(Reports.Of(step, step));
            recorder.FillUpTo(7);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64()));
    }

    private static void Record(string path, long from, long to)
    {
        using var recorder = new MetricsRecorder(path, () => [], TimeProvider.System, NullLogger.Instance);
        recorder.OnStarted(new TrainingStart(from, to));
        for (var step = from + 1; step <= to; step++) recorder.OnStep(Reports.Of(step, step));
    }
}
