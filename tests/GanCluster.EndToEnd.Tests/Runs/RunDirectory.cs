using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanCluster.EndToEnd.Tests.Cluster;
using GanCluster.Runs;
using GanCluster.Training.Checkpoints;

namespace GanCluster.EndToEnd.Tests.Runs;

/// <summary>A run's folder seen from outside, while the run goes on or after it.</summary>
internal sealed record RunDirectory(string Path)
{
    public string Checkpoints => PathOf("checkpoints");
    public string Samples => PathOf("samples");
    public bool HasBegun => File.Exists(PathOf("config.json"));
    public bool HasResult => File.Exists(PathOf("result.json"));

    public RunResult Result => RunResult.FromJson(File.ReadAllText(PathOf("result.json")));

    /// <summary>The step of the last whole line of metrics; 0 before the first.</summary>
    public long LastStep => LastLine?["step"]!.GetValue<long>() ?? 0;

    private JsonNode? LastLine
    {
        get
        {
            if (!File.Exists(PathOf("metrics.jsonl"))) return null;
            using var file = new FileStream(PathOf("metrics.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Max(0, file.Length - 4096);
            var lines = new StreamReader(file).ReadToEnd().Split('\n');
            return lines.Length < 2 ? null : JsonNode.Parse(lines[^2]);
        }
    }

    /// <summary>The lines of metrics without the time that the steps took: what must be the same in every run.</summary>
    public IReadOnlyList<string> Metrics =>
    [
        .. WholeLines("metrics.jsonl").Select(line =>
        {
            var json = JsonNode.Parse(line)!.AsObject();
            Assert.True(json.Remove("seconds") && json.Remove("time"));
            return json.ToJsonString();
        }),
    ];

    /// <summary>When each step was completed, as its line of metrics says.</summary>
    public IReadOnlyList<DateTimeOffset> StepTimes =>
    [
        .. WholeLines("metrics.jsonl")
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("time").GetString()!)
            .Select(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)),
    ];

    public IReadOnlyList<JsonElement> Events => [.. WholeLines("events.jsonl").Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The steps of the complete checkpoints, ascending.</summary>
    public IReadOnlyList<long> CheckpointSteps =>
        [.. Names("step-*").Select(name => long.Parse(name["step-".Length..])).Order()];

    public long NewestCheckpoint => CheckpointSteps is [.., var newest] ? newest : 0;

    /// <summary>Folders of checkpoints that are being written, or that a killed process left unfinished.</summary>
    public IReadOnlyList<string> UnfinishedCheckpoints => Names(".step-*.tmp-*");

    public string PathOf(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The plans that a coordinator in this process has made; none where it wasn't one.</summary>
    public IReadOnlyList<PlanEvent> Plans => File.Exists(PathOf("events.jsonl")) ? [.. EventsNamed("plan").Select(PlanEvent.Parse)] : [];

    /// <summary>The lines of its log that hold the words.</summary>
    public IReadOnlyList<string> Logged(string words)
    {
        if (!File.Exists(PathOf("log.jsonl"))) return [];
        using var file = new StreamReader(new FileStream(PathOf("log.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return [.. file.ReadToEnd().Split('\n').Where(line => line.Contains(words, StringComparison.Ordinal))];
    }

    public IEnumerable<string> EventsNamed(string name) => Events.Where(line => line.GetProperty("event").GetString() == name).Select(line => line.GetRawText());

    /// <summary>The longest time between two consecutive steps of which the second was completed after that moment.</summary>
    /// <param name="within">And the first within this time of it; ten seconds unless given.</param>
    public TimeSpan LongestGapAfter(DateTimeOffset moment, TimeSpan? within = null)
    {
        var times = StepTimes;
        return times.Zip(times.Skip(1))
            .Where(pair => pair.Second > moment && pair.First - moment < (within ?? TimeSpan.FromSeconds(10)))
            .Select(pair => pair.Second - pair.First).DefaultIfEmpty().Max();
    }

    /// <summary>Every checkpoint that is there verifies.</summary>
    public void AssertCheckpointsVerify() => Assert.All(CheckpointSteps, step =>
        Assert.True(Checkpoint.TryOpen(PathOf("checkpoints", $"step-{step}"), out _, out var fault), $"step {step}: {fault}"));

    /// <summary>The same bytes as the other run, and every step once, in order, with the same figures.</summary>
    public void AssertSameAs(RunDirectory other)
    {
        // First what says at which step they part.
        Assert.Equal(other.Metrics, Metrics);
        Assert.Equal(other.Result.Digest, Result.Digest);
        Assert.Equal((other.Result.Steps, other.Result.Phases, other.Result.Lineage), (Result.Steps, Result.Phases, Result.Lineage));
        Assert.Equal(Result.Steps, Metrics.Count);
    }

    /// <summary>
    /// As in the other run is every step that was done here, in order, from some step to the last: but for one gap at most for each replica that was taken over on the way, not counting
    /// the one that somebody who came later began with. Only where such a replica held a part of the last step, the steps end before it.
    /// </summary>
    /// <param name="replicasTaken">The phase of each.</param>
    public void AssertStepsAreOf(RunDirectory other, IReadOnlyList<long> replicasTaken)
    {
        var lastStepFrom = other.Result.Phases - other.Result.Phases / other.Result.Steps;
        if (replicasTaken.All(phase => phase <= lastStepFrom)) Assert.Equal(other.Metrics[^1], Metrics[^1]);
        var all = other.Metrics.Select((line, index) => (line, index)).ToDictionary(pair => pair.line, pair => pair.index);
        var steps = Metrics.Select(line => all.TryGetValue(line, out var index) ? index : throw new Xunit.Sdk.XunitException($"not in the undisturbed run: {line}")).ToList();
        var gaps = steps.Zip(steps.Skip(1)).Where(pair => pair.Second != pair.First + 1).Select(pair => $"step {pair.Second + 1} after {pair.First + 1}").ToList();
        Assert.True(gaps.Count <= replicasTaken.Count - (steps is [> 0, ..] ? 1 : 0), $"{string.Join(", ", gaps)}; from step {steps.FirstOrDefault() + 1} on, replicas taken over: {replicasTaken.Count}");
        Assert.True(steps.Order().SequenceEqual(steps), "steps are out of order");
    }

    // What has no end yet is being written, or is all that a killed process wrote of it.
    private string[] WholeLines(string name) => File.ReadAllText(PathOf(name)).Split('\n')[..^1];

    private string[] Names(string pattern) =>
        Directory.Exists(Checkpoints) ? [.. Directory.GetDirectories(Checkpoints, pattern).Select(path => System.IO.Path.GetFileName(path))] : [];
}
