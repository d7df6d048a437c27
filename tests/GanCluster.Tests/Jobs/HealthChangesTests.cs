using System.Text.Json;
using GanCluster.Core.Status;
using GanCluster.Core.Watch;
using GanCluster.Jobs;
using GanCluster.Runs;
using GanCluster.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Tests.Jobs;

public sealed class HealthChangesTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Note_VerdictsOfARun_TellsOfEachChangeOnce()
    {
        var board = new StatusBoard(_host.Time);
        using (var file = new JsonLinesFile(_host.PathOf("events.jsonl"), NullLogger.Instance))
        {
            var changes = new HealthChanges(null, new RunEvents(file, board, _host.Time));
            foreach (var (step, health) in new[] { (100, Health.Healthy), (200, Health.Healthy), (300, Health.Warning), (400, Health.Warning), (500, Health.Collapsed), (600, Health.Collapsed), (700, Health.Healthy) })
            {
                changes.Note(new HealthVerdict(step, health, $"reason of {step}"));
                changes.Note(null);
            }

            Assert.Equal(new HealthResult(Health.Healthy, 700, 700, "reason of 700"), changes.Result);
        }

        var lines = File.ReadAllLines(_host.PathOf("events.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Equal("health", line.GetProperty("event").GetString()));
        Assert.Equal(
            [(300L, "warning", "reason of 300"), (500, "collapsed", "reason of 500"), (700, "healthy", "reason of 700")],
            lines.Select(line => (line.GetProperty("step").GetInt64(), line.GetProperty("state").GetString(), line.GetProperty("reason").GetString())));
        Assert.Equal([ClusterEventKind.HealthChanged, ClusterEventKind.HealthChanged, ClusterEventKind.HealthChanged], board.EventsAfter(0).Select(one => one.Event.Kind));
    }

    [Fact]
    public void Note_ARollback_TellsOfTheCollapseAndOfWhatWasDoneAndIsHealthyThen()
    {
        var board = new StatusBoard(_host.Time);
        using (var file = new JsonLinesFile(_host.PathOf("events.jsonl"), NullLogger.Instance))
        {
            var changes = new HealthChanges(null, new RunEvents(file, board, _host.Time));
            foreach (var number in new[] { 1, 2 })
                changes.Note(new HealthVerdict(300 * number, Health.Collapsed, "one mode of eight", number, new Rollback(100 * number, number, 3, Math.Pow(0.5, number))));
            Assert.Equal(
                new HealthResult(Health.Healthy, 600, 600, "back to the networks of step 200, learning rates × 0.25, rollback 2 of 3, since it had collapsed: one mode of eight", 2), changes.Result);
            changes.Note(new HealthVerdict(700, Health.Healthy, "eight modes", 2));
            Assert.Equal(new HealthResult(Health.Healthy, 600, 700, "eight modes", 2), changes.Result);
        }

        ClusterEventKind[] both = [ClusterEventKind.HealthChanged, ClusterEventKind.RolledBack];
        Assert.Equal([.. both, .. both], board.EventsAfter(0).Select(one => one.Event.Kind));
        Assert.Equal("collapsed at step 600: back to the networks of step 200, learning rates × 0.25, rollback 2 of 3", board.EventsAfter(0)[^1].Event.Text);
        var line = JsonDocument.Parse(File.ReadLines(_host.PathOf("events.jsonl")).Last()).RootElement;
        Assert.Equal(
            ("rollback", 600L, 200L, 2, 3, 0.25, "one mode of eight"),
            (line.GetProperty("event").GetString(), line.GetProperty("step").GetInt64(), line.GetProperty("to").GetInt64(), line.GetProperty("number").GetInt32(), line.GetProperty("most").GetInt32(),
                line.GetProperty("rate").GetDouble(), line.GetProperty("reason").GetString()));
    }

    [Fact]
    public void Result_InTheFile_IsReadBack()
    {
        var result = TestHost.EndAt(10).Result with { Health = new HealthResult(Health.Collapsed, null, 400, "two modes of eight") };
        Assert.Contains("\"state\": \"collapsed\"", result.ToJson());
        Assert.Equal(result.Health, RunResult.FromJson(result.ToJson()).Health);
        Assert.DoesNotContain("rollbacks", result.ToJson());
        result = result with { Health = result.Health! with { Rollbacks = 2 } };
        Assert.Equal(2, RunResult.FromJson(result.ToJson()).Health!.Rollbacks);
        Assert.DoesNotContain("health", TestHost.EndAt(10).Result.ToJson());
    }
}
