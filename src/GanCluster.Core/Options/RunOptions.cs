namespace GanCluster.Core.Options;

/// <summary>
/// Everything that a run is told. Keys are the path of the properties in camel case: <c>discriminator.optimizer.learningRate</c>.
/// The defaults are those of the preset <c>fashion</c>.
/// </summary>
public sealed record RunOptions
{
    public DataOptions Data { get; init; } = new();
    public GeneratorOptions Generator { get; init; } = new();
    public NetworkOptions Discriminator { get; init; } = new();
    public LossOptions Loss { get; init; } = new();
    public AugmentationOptions Augmentation { get; init; } = new();
    public WatchOptions Watch { get; init; } = new();
    public EvaluationOptions Evaluation { get; init; } = new();
    public TrainingOptions Training { get; init; } = new();
    public CheckpointOptions Checkpoints { get; init; } = new();
    public SampleOptions Samples { get; init; } = new();
    public ComputeOptions Compute { get; init; } = new();
    public ClusterOptions Cluster { get; init; } = new();
}
