namespace GanCluster.Core.Options;

public sealed record TrainingOptions
{
    [Option("steps in all, those of a resumed run included; --steps sets it", Min = 1, Max = 1e15, BearsOnResult = false)]
    public long Steps { get; init; } = 4000;

    [Option("every random choice of the run follows from it; --seed sets it", Min = 0, Max = long.MaxValue)]
    public long Seed { get; init; } = 1;

    [Option("shards of the global batch: the unit of work, never derived from cores or workers", Min = 1, Max = 65_536)]
    public int Shards { get; init; } = 8;

    [Option("samples of a shard; the global batch is shards × shardBatch", Min = 1, Max = 65_536)]
    public int ShardBatch { get; init; } = 8;

    [Option("discriminator phases of a step", Min = 1, Max = 1000)]
    public int CriticSteps { get; init; } = 1;

    [Option("step at which the schedules end; unlike training.steps it bears on the result; 0 where there is no schedule", Min = 0, Max = 1e15)]
    public long Horizon { get; init; }

    [Option("on gives both networks the class of each sample; auto does so where images have classes and loss.packing is 1")]
    public Conditioning Conditional { get; init; } = Conditioning.Auto;

    /// <summary>Real samples that a step consumes: the global batch times the discriminator phases.</summary>
    public long ImagesPerStep => (long)Shards * ShardBatch * CriticSteps;
}
