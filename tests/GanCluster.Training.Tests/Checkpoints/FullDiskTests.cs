using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class FullDiskTests
{
    [Fact]
    public void Submit_DiskFull_LeavesTheOldCheckpointAndNoPartOfTheNew()
    {
        using var disk = new TinyDisk("64k");
        var log = new RecordingLogger();
        var store = new CheckpointStore(disk.Path, new CheckpointOptions { Keep = 1 }, new TestTime(), log);
        using var writer = new CheckpointWriter(store, new TestTime(), log);

        writer.Submit(Contents.Of(5));
        Assert.Null(writer.Drain()?.Failure);
        writer.Submit(Contents.Of(6, floats: 20_000)); // 80 KB
        var full = writer.Drain();

        Assert.Contains("is full: free some space", full?.Failure, StringComparison.Ordinal);
        Assert.Contains("step 6", log.Single(EventIds.CheckpointFailed).Text, StringComparison.Ordinal);
        Assert.Equal(["step-5"], Directory.GetFileSystemEntries(disk.Path).Select(Path.GetFileName));
        Assert.Equal(5, store.FindNewest().Newest?.Step);

        writer.Submit(Contents.Of(7));
        Assert.Null(writer.Drain()?.Failure);
        Assert.Equal(7, store.FindNewest().Newest?.Step);
    }
}
