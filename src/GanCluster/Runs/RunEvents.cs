using System.Text.Json;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Runs;

/// <summary>
/// <c>events.jsonl</c>: what happened to the run and why, a line each: <c>time</c>, <c>event</c>, then what belongs to the event. A resumed run goes on
/// in the same file.
/// </summary>
/// <param name="board">Told the same, in sentences for people.</param>
internal sealed class RunEvents(JsonLinesFile file, StatusBoard board, TimeProvider time)
{
    /// <param name="lanes">Null in a cluster, whose coordinator has neither data nor lanes; so is <paramref name="runId"/>.</param>
    public void Started(long step, long steps, int? lanes = null, string? runId = null)
    {
        board.Raise(ClusterEventKind.Started, From(step, steps), step: step);
        Add("started", json =>
        {
            json.WriteNumber("step", step);
            json.WriteNumber("steps", steps);
            if (lanes is { } count) json.WriteNumber("lanes", count);
            if (runId is not null) json.WriteString("run", runId);
            json.WriteNumber("process", Environment.ProcessId);
        });
    }

    public void WorkerStarted(int worker, int process)
    {
        board.Raise(ClusterEventKind.WorkerStarted, $"worker {worker} is started as process {process}");
        Add("workerStarted", json =>
        {
            json.WriteNumber("worker", worker);
            json.WriteNumber("process", process);
        });
    }

    public void WorkerEnded(int worker, int process, int exitCode)
    {
        board.Raise(ClusterEventKind.WorkerEnded, $"worker {worker} (process {process}) has ended with code {exitCode}");
        Add("workerEnded", json =>
        {
            json.WriteNumber("worker", worker);
            json.WriteNumber("process", process);
            json.WriteNumber("exitCode", exitCode);
        });
    }

    public void PlanMade(Plan plan)
    {
        board.Raise(ClusterEventKind.PlanMade, $"plan {plan.Order.Term}.{plan.Order.Epoch} for {plan.Shares.Count} workers, from phase {plan.From}: {ShortNames.In(plan.Reason)}");
        Add("plan", json => Write(json, plan));
    }

    /// <param name="process">Null where it isn't known.</param>
    public void Worker(ClusterEventKind kind, NodeId worker, int? process, string? reason = null)
    {
        var (name, what) = kind switch
        {
            ClusterEventKind.WorkerAdmitted => ("workerAdmitted", "is admitted"),
            ClusterEventKind.WorkerRefused => ("workerRefused", "is refused"),
            _ => ("workerLost", "is gone from the cluster"),
        };
        board.Raise(kind, $"{worker.Endpoint} {what}{(reason is null ? "" : $": {reason}")}", worker);
        Add(name, json =>
        {
            WriteWorker(json, worker, process);
            if (reason is not null) json.WriteString("reason", reason);
        });
    }

    public void RecomputeOrdered(NodeId worker, int? process, PhaseNumber phase, int shards)
    {
        board.Raise(ClusterEventKind.ShardsRecomputed, $"{worker.Endpoint} computes {shards} late shard{(shards == 1 ? "" : "s")} of phase {phase} a second time", worker);
        Add("recomputeOrdered", json =>
        {
            WriteWorker(json, worker, process);
            json.WriteNumber("phase", phase.Value);
            json.WriteNumber("shards", shards);
        });
    }

    public void CheckpointRejected(string folder, string reason)
    {
        board.Raise(ClusterEventKind.CheckpointRejected, $"{folder} doesn't verify and is passed over: {reason}");
        Add("checkpointRejected", json =>
        {
            json.WriteString("folder", folder);
            json.WriteString("reason", reason);
        });
    }

    public void PhaseSkipped(PhaseOutcome outcome)
    {
        board.Raise(ClusterEventKind.PhaseSkipped, $"phase {outcome.Phase} is skipped: its average isn't finite", step: outcome.Role.Step);
        Add("phaseSkipped", json =>
        {
            json.WriteNumber("phase", outcome.Phase.Value);
            json.WriteNumber("step", outcome.Role.Step);
            json.WriteStartArray("nonFiniteShards");
            foreach (var shard in outcome.NonFiniteShards) json.WriteNumberValue(shard.Value);
            json.WriteEndArray();
        });
    }

    public void HealthChanged(HealthVerdict verdict)
    {
        board.Raise(ClusterEventKind.HealthChanged, $"{OptionValue.Format(verdict.Health)} since step {verdict.Step:N0}: {verdict.Reason}", step: verdict.Step);
        Add("health", json =>
        {
            json.WriteNumber("step", verdict.Step);
            json.WriteString("state", OptionValue.Format(verdict.Health));
            json.WriteString("reason", verdict.Reason);
        });
    }

    public void RolledBack(HealthVerdict verdict, Rollback rollback)
    {
        board.Raise(ClusterEventKind.RolledBack, $"collapsed at step {verdict.Step:N0}: {rollback}", step: verdict.Step);
        Add("rollback", json =>
        {
            json.WriteNumber("step", verdict.Step);
            json.WriteNumber("to", rollback.To);
            json.WriteNumber("number", rollback.Number);
            json.WriteNumber("most", rollback.Most);
            json.WriteNumber("rate", rollback.Rate);
            json.WriteString("reason", verdict.Reason);
        });
    }

    public void Evaluated(EvaluationVerdict verdict)
    {
        board.Raise(ClusterEventKind.Evaluated, $"step {verdict.Step:N0}: {verdict.Figure} {EvaluationResult.Text(verdict.Value)}{(verdict.IsBest ? ", the best so far" : "")}", step: verdict.Step);
        Add("evaluated", json => MetricsRecorder.WriteEvaluation(json, verdict));
    }

    public void Ended(string how, long step)
    {
        board.Raise(ClusterEventKind.Ended, $"the run has ended ({how}) after step {step}", step: step);
        Add("ended", json =>
        {
            json.WriteString("how", how);
            json.WriteNumber("step", step);
        });
    }

    private static string From(long step, long steps) => step == 0 ? $"training begins: {steps:N0} steps" : $"training goes on from step {step:N0} of {steps:N0}";

    private static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject("order");
        json.WriteNumber("term", plan.Order.Term);
        json.WriteNumber("coordinator", plan.Order.Coordinator);
        json.WriteNumber("epoch", plan.Order.Epoch);
        json.WriteEndObject();
        json.WriteNumber("base", plan.Base.Value);
        json.WriteNumber("from", plan.From.Value);
        json.WriteNumber("last", plan.Last.Value);
        json.WriteStartArray("shares");
        foreach (var share in plan.Shares)
        {
            json.WriteStartObject();
            json.WriteString("worker", share.Worker.ToString());
            json.WriteNumber("first", share.Shards.First);
            json.WriteNumber("end", share.Shards.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("averagers");
        foreach (var averager in plan.Averagers) json.WriteStringValue(averager.ToString());
        json.WriteEndArray();
        json.WriteString("reason", plan.Reason);
    }

    private static void WriteWorker(Utf8JsonWriter json, NodeId worker, int? process)
    {
        json.WriteString("worker", worker.ToString());
        if (process is { } id) json.WriteNumber("process", id);
    }

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
