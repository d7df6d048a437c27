using System.Diagnostics;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindNewest_SomeDoNotVerify_NamesThemAndTakesTheNextOlder()
    {
        var store = Store(keep: 9);
        foreach (var step in new long[] { 9, 10, 11, 100 }) Write(store, step);
        File.Delete(_folder["step-100", "manifest.json"]);
        File.AppendAllText(_folder["step-11", "generator.safetensors"], "x");

        var search = store.FindNewest();

        Assert.Equal(10, search.Newest?.Step); // by number: as text, step-9 is the last
        Assert.Equal([_folder["step-100"], _folder["step-11"]], search.Rejected.Select(rejected => rejected.Folder));
        Assert.Equal("manifest.json is missing", search.Rejected[0].Reason);
        Assert.StartsWith("generator.safetensors has ", search.Rejected[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FindNewest_NothingThere_FindsNothing()
    {
        Assert.Null(Store(folder: _folder["absent"]).FindNewest().Newest);
        Directory.CreateDirectory(_folder["step-007"]);
        Directory.CreateDirectory(_folder["step-x"]);
        Assert.Empty(Store().FindNewest().Rejected);
    }

    [Fact]
    public void FindNewest_FolderUnderAnotherStepsName_IsRejected()
    {
        var store = Store();
        Write(store, 5);
        Directory.Move(_folder["step-5"], _folder["step-6"]);

        Assert.Equal("it holds step 5, not what its name says", Assert.Single(store.FindNewest().Rejected).Reason);
    }

    [Fact]
    public void Write_Retention_KeepsTheNewestAndEveryMth()
    {
        var store = Store(keep: 2, keepEvery: 3, every: 10);
        for (var step = 10; step <= 80; step += 10) Write(store, step);

        Assert.Equal(["step-30", "step-60", "step-70", "step-80"], Names());
    }

    [Fact]
    public void Write_NewerOnesThatDoNotVerify_DoNotPushItOut()
    {
        var store = Store(keep: 1);
        Write(store, 30);
        File.Delete(_folder["step-30", "manifest.json"]);

        Write(store, 20);

        Assert.Equal(20, store.FindNewest().Newest?.Step);
    }

    [Fact]
    public void Write_SameStateAgain_LeavesItAsItIs()
    {
        var store = Store();
        Write(store, 5);
        var before = Directory.GetCreationTimeUtc(_folder["step-5"]);

        Write(store, 5);

        Assert.Equal(before, Directory.GetCreationTimeUtc(_folder["step-5"]));
        Assert.Contains("step-5", _log.Single(EventIds.CheckpointAlreadyThere).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OtherStateOfTheSameStep_ReplacesIt()
    {
        var store = Store();
        Write(store, 5);

        Write(store, 5, variant: 1);

        using var expected = Contents.Snapshot(variant: 1);
        Assert.Equal(expected.Digest(), store.FindNewest().Newest?.Manifest.Digest);
        Assert.Equal(["step-5"], Names());
    }

    [Fact]
    public void Write_OneOfTheSameStepThatDoesNotVerify_ReplacesIt()
    {
        var store = Store();
        Write(store, 5);
        File.Delete(_folder["step-5", "generator.safetensors"]);

        Write(store, 5);

        Assert.Equal(5, store.FindNewest().Newest?.Step);
        Assert.Equal(["step-5"], Names());
    }

    [Fact]
    public void Start_AfterAKillWhileWriting_IgnoresAndRemovesWhatIsLeft()
    {
        var store = Store();
        Write(store, 5);
        // Complete but for the rename, the latest moment at which a process can be killed: still not a checkpoint.
        CopyFolder(_folder["step-5"], _folder[$".step-6.tmp-{DeadProcess()}-0a1b2c3d-1"]);
        CopyFolder(_folder["step-5"], _folder[$".step-7.tmp-{Environment.ProcessId}-0a1b2c3d-1"]); // an earlier process with our id
        Directory.CreateDirectory(_folder[$".step-4.gone-{DeadProcess()}-0a1b2c3d-2"]);

        Assert.Equal(5, store.FindNewest().Newest?.Step);
        store = Store();

        Assert.Equal(5, store.FindNewest().Newest?.Step);
        Assert.Equal(["step-5"], Names());
        Assert.Equal(3, _log.Lines.Count(line => line.Id == EventIds.CheckpointLeftoverRemoved));
    }

    [Fact]
    public void Start_WhileAnotherProcessWrites_LeavesItsFolder()
    {
        using var alive = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var temporary = $".step-6.tmp-{alive.Id}-0a1b2c3d-1";
        Directory.CreateDirectory(_folder[temporary]);

        Store();

        Assert.Equal([temporary], Names());
        alive.Kill();
        alive.WaitForExit();
    }

    [Fact]
    public void Start_AfterAKillBetweenTheTwoRenamesOfAReplacement_PutsTheOldOneBack()
    {
        Write(Store(), 5);
        Directory.Move(_folder["step-5"], _folder[$".step-5.old-{DeadProcess()}-0a1b2c3d-1"]);

        var store = Store();

        Assert.Equal(5, store.FindNewest().Newest?.Step);
        Assert.Equal(["step-5"], Names());
        _log.Single(EventIds.CheckpointRestored);
    }

    [Fact]
    public void Write_FolderThatVanished_MakesItAgain()
    {
        var store = Store(folder: _folder["run", "checkpoints"]);
        Write(store, 5);
        Directory.Delete(_folder["run"], recursive: true);

        Write(store, 6);

        Assert.Equal(6, store.FindNewest().Newest?.Step);
    }

    [Fact]
    public void Write_GroupThatCannotBeAFile_LeavesNothing()
    {
        using var content = Contents.Of(5);
        var wrong = new Core.Training.ReplicaSnapshot(
            content.Snapshot.Counters, content.Snapshot.Lineage, [content.Snapshot.Groups[0] with { Name = "../up" }]);

        Assert.Throws<ArgumentException>(() => Store().Write(content with { Snapshot = wrong }));

        Assert.Empty(Names());
    }

    private CheckpointStore Store(int keep = 3, long keepEvery = 0, long every = 1000, string? folder = null) =>
        new(folder ?? _folder.Path, new CheckpointOptions { Keep = keep, KeepEvery = keepEvery, Every = every }, new TestTime(), _log);

    private static void Write(CheckpointStore store, long step, int variant = 0)
    {
        using var content = Contents.Of(step, variant);
        store.Write(content);
    }

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static int DeadProcess()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
