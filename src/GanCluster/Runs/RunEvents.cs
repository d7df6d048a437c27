using System.Text.Json;
using GanCluster.Core.Training;

namespace GanCluster.Runs;

/// <summary>
/// <c>events.jsonl</c>: what happened to the run and why, a line each: <c>time</c>, <c>event</c>, then what belongs to the event. A resumed run goes on
/// in the same file.
/// </summary>
internal sealed class RunEvents(JsonLinesFile file, TimeProvider time)
{
    public void Started(long step, long steps, int lanes, string runId) => Add("started", json =>
    {
        json.WriteNumber("step", step);
        json.WriteNumber("steps", steps);
        json.WriteNumber("lanes", lanes);
        json.WriteString("run", runId);
        json.WriteNumber("process", Environment.ProcessId);
    });

    public void CheckpointRejected(string folder, string reason) => Add("checkpointRejected", json =>
    {
        json.WriteString("folder", folder);
        json.WriteString("reason", reason);
    });

    public void PhaseSkipped(PhaseOutcome outcome) => Add("phaseSkipped", json =>
    {
        json.WriteNumber("phase", outcome.Phase.Value);
        json.WriteNumber("step", outcome.Role.Step);
        json.WriteStartArray("nonFiniteShards");
        foreach (var shard in outcome.NonFiniteShards) json.WriteNumberValue(shard.Value);
        json.WriteEndArray();
    });

    public void Ended(string how, long step) => Add("ended", json =>
    {
        json.WriteString("how", how);
        json.WriteNumber("step", step);
    });

    private void Add(string name, Action<Utf8JsonWriter> write)
    {
        var now = time.GetUtcNow();
        file.Add(json =>
        {
            json.WriteString("time", now);
            json.WriteString("event", name);
            write(json);
        });
    }
}
