using GanCluster.Core.Options;
using GanCluster.Core.Watch;
using GanCluster.Runs;

namespace GanCluster.Jobs;

/// <summary>Why the watch ended a run.</summary>
/// <param name="Reason">A clause without a full stop.</param>
/// <param name="IsRollback">Every rollback has been used. Another policy would be another run.</param>
internal sealed record Collapse(string Reason, bool IsRollback)
{
    /// <param name="health">Null where the checkpoint from which the run went on was that of a collapse: then no window was judged.</param>
    public static Collapse Of(HealthResult? health, RunOptions options) => new(
        health is { State: Health.Collapsed } ? health.Reason : "it had collapsed when it was resumed", options.Watch.Policy == WatchPolicy.Rollback);

    /// <param name="goOn">How a run goes on whose policy was stop: a sentence.</param>
    public string WhatToDo(string goOn) => IsRollback ? "Every rollback has been used: begin a new run with a lower learning rate, another loss or another penalty." : goOn;
}
