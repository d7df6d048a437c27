using GanCluster.Core.Identity;
using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class RunIdentityTests
{
    private static readonly Digest Data = Digest.Of("data"u8);

    [Fact]
    public void Of_WhatDoesNotBearOnTheResult_LeavesTheIdAlone()
    {
        var other = new RunOptions { Compute = new ComputeOptions { Lanes = 5 }, Training = new TrainingOptions { Steps = 7 }, Data = new DataOptions { Path = "/elsewhere" } };
        Assert.Equal(RunIdentity.Of(new RunOptions(), Data), RunIdentity.Of(other, Data));
    }

    // A watch that only tells changes nothing that is trained; one that rolls back does.
    [Fact]
    public void Of_TheWatch_BearsOnARunThatIsRolledBackAlone()
    {
        RunOptions warn = new(), stop = Watched(WatchPolicy.Stop), rollback = Watched(WatchPolicy.Rollback);
        Assert.Equal(RunIdentity.Of(warn, Data), RunIdentity.Of(stop with { Watch = stop.Watch with { Collapsed = 0.3, RollbackFactor = 0.1 } }, Data));
        RunOptions[] others = [warn, rollback, rollback with { Watch = rollback.Watch with { Collapsed = 0.3 } }, rollback with { Watch = rollback.Watch with { RollbackFactor = 0.1 } }, rollback with { Watch = rollback.Watch with { Rollbacks = 2 } }];
        Assert.Equal(others.Length, others.Select(options => RunIdentity.Of(options, Data)).Distinct().Count());

        Assert.False(Assert.Single(OptionDifference.Between(warn, stop)).BearsOnResult);
        Assert.True(Assert.Single(OptionDifference.Between(warn, rollback)).BearsOnResult);

        static RunOptions Watched(WatchPolicy policy) => new() { Watch = new WatchOptions { Policy = policy } };
    }

    [Fact]
    public void Of_SeedDataOrLayers_ChangeTheId()
    {
        RunOptions[] variants =
        [
            new(),
            new() { Training = new TrainingOptions { Seed = 2 } },
            new() { Generator = new GeneratorOptions { Hidden = [512, 257] } },
        ];
        var ids = variants.Select(options => RunIdentity.Of(options, Data)).Append(RunIdentity.Of(new RunOptions(), Digest.Of("other"u8))).ToList();
        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public void Between_TwoConfigurations_NamesKeyAndBothValues()
    {
        var difference = Assert.Single(OptionDifference.Between(new RunOptions(), new RunOptions { Training = new TrainingOptions { Seed = 2 } }));
        Assert.Equal("training.seed (1 against 2)", difference.ToString());
    }
}
