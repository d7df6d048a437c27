namespace GanCluster.Jobs;

/// <summary>What the commands do once their arguments are understood. A test puts its own in place.</summary>
internal sealed record ProgramJobs(Func<TrainingRequest, TrainingEnd> Train, Action<SampleRequest> Sample, Action<BenchRequest> Bench)
{
    public static ProgramJobs Real { get; } = new(TrainingJob.Run, SampleJob.Run, BenchJob.Run);
}
