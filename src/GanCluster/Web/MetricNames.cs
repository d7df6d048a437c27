namespace GanCluster.Web;

/// <summary>Names of the instruments. Prometheus sees them with underscores, the unit and, of a counter, <c>_total</c> at the end: docs/operations.md lists those.</summary>
internal static class MetricNames
{
    public const string Meter = "GanCluster";

    public const string RunStep = "gancluster.run.step";
    public const string RunSteps = "gancluster.run.steps_planned";
    public const string RunState = "gancluster.run.state";
    public const string ImagesPerSecond = "gancluster.run.images_per_second";
    public const string SinceStep = "gancluster.run.since_step";
    public const string Loss = "gancluster.run.loss";
    public const string Score = "gancluster.run.discriminator_score";
    public const string GradientNorm = "gancluster.run.gradient_norm";
    public const string SkippedPhases = "gancluster.run.skipped_phases";
    public const string Health = "gancluster.run.health";
    public const string Evaluation = "gancluster.run.evaluation";
    public const string BestEvaluation = "gancluster.run.best_evaluation";
    public const string Rollbacks = "gancluster.run.rollbacks";

    public const string Plans = "gancluster.coordinator.plans";
    public const string ShardsReassigned = "gancluster.coordinator.shards_reassigned";
    public const string Nodes = "gancluster.coordinator.nodes";

    public const string Phases = "gancluster.node.phases";
    public const string ReplicaPhase = "gancluster.node.replica_phase";
    public const string Shards = "gancluster.node.shards_computed";
    public const string Slices = "gancluster.node.slices_averaged";
    public const string PhaseTime = "gancluster.node.phase_time";
    public const string Bytes = "gancluster.node.data_plane";
    public const string LongestGap = "gancluster.node.longest_gap";
    public const string NodeState = "gancluster.node.state";
    public const string CheckpointTime = "gancluster.node.checkpoint_time";
    public const string CheckpointDuration = "gancluster.node.checkpoint_duration";
    public const string CheckpointStep = "gancluster.node.checkpoint_step";
}
