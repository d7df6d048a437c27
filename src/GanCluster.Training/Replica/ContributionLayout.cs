using GanCluster.Core.Memory;
using GanCluster.Training.Networks;

namespace GanCluster.Training.Replica;

/// <summary>
/// What one contribution holds: the gradient of the phase's network (as its parameters lie), what its layers left of batch statistics, the phase's statistics, and one flag a
/// shard, 1 where that shard's values weren't finite. All of it is averaged alike, so no statistic needs a collective of its own.
/// </summary>
public sealed class ContributionLayout(Network network, IReadOnlyList<string> statistics, int shards)
{
    public IReadOnlyList<string> Statistics => statistics;
    public long GradientLength => network.ParameterLength;
    public long BuffersOffset => network.ParameterLength;
    public long StatisticsOffset => network.ParameterLength + network.StatisticsLength;

    // One alignment unit, whatever a phase reports: the length doesn't depend on whether a penalty is due.
    public long FlagsOffset => StatisticsOffset + AlignedBuffer.FloatsPerUnit;
    public long Length => FlagsOffset + AlignedBuffer.RoundUp(shards);
}
