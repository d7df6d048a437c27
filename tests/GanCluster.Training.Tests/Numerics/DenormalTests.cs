using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Numerics;

/// <summary>Numbers below 2⁻¹²⁶ are computed with, on every thread alike: a thread that flushed them to zero would give other bytes.</summary>
public class DenormalTests
{
    private const float Denormal = 3e-40f;

    [Fact]
    public void Digest_DenormalParametersAndMoments_IsTheSameOnAnyLanes()
    {
        using var start = DenormalStart();
        var expected = Continue(start, lanes: 1);
        foreach (var lanes in new[] { 2, 3 }) Assert.Equal(expected, Continue(start, lanes));
    }

    // Adam's first moment shrinks by half a phase where the gradient is zero: through the denormals, not past them.
    [Fact]
    public void Commit_DenormalMoments_AreNotFlushed()
    {
        using var start = DenormalStart();
        using var run = new TestRun(Options, lanes: 3);
        run.Trainer.Restore(start);
        using var average = new Core.Memory.AlignedBuffer(run.Trainer.LongestContribution);
        Assert.True(run.Trainer.Commit(average, [1], run.Lanes).Applied);
        using var after = run.Trainer.Snapshot();
        var group = after.Groups.Single(each => each.Name == "discriminator_optimizer");
        var entry = group.Layout.Entries.First(each => each.Name.StartsWith("exp_avg/", StringComparison.Ordinal));
        for (var i = 0; i < entry.Length; i++) Assert.Equal(Denormal * 0.5f, group.Values.Span[(int)entry.Offset + i]);
    }

    private static RunOptions Options => TinyOptions.Of(NetworkKind.Dcgan);

    private static (Digest, Lineage) Continue(ReplicaSnapshot start, int lanes)
    {
        using var run = new TestRun(Options, lanes: lanes);
        run.Trainer.Restore(start);
        foreach (var outcome in run.Run(6)) Assert.True(outcome.Applied);
        return (run.Trainer.Digest(), run.Trainer.Lineage);
    }

    private static ReplicaSnapshot DenormalStart()
    {
        using var run = new TestRun(Options);
        run.Run(2);
        var snapshot = run.Trainer.Snapshot();
        foreach (var group in snapshot.Groups)
        {
            foreach (var entry in group.Layout.Entries)
            {
                // Every moment, and every third parameter: so that activations and gradients are denormal too.
                var every = group.Name.EndsWith("_optimizer", StringComparison.Ordinal) ? 1 : 3;
                for (var i = 0; i < entry.Length; i += every) group.Values.Span[(int)entry.Offset + i] = Denormal;
            }
        }

        return snapshot;
    }
}
