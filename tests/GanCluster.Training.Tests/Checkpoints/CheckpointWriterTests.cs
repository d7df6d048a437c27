using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Submit_OneCheckpoint_WritesItOnAnotherThreadAndFreesTheSnapshot()
    {
        var thread = Environment.CurrentManagedThreadId;
        var time = new TestTime(() => thread = Environment.CurrentManagedThreadId);
        using var writer = Writer(time);
        var content = Contents.Of(5);

        writer.Submit(content);

        Assert.Equal(new CheckpointOutcome(5, _folder["step-5"], null, TimeSpan.Zero), writer.Drain()! with { Took = TimeSpan.Zero });
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.Throws<ObjectDisposedException>(() => content.Snapshot.Groups[0].Values.Span.Length);
        Assert.True(Checkpoint.TryOpen(_folder["step-5"], out _, out _));
    }

    [Fact]
    public void Submit_FasterThanTheDisk_NewerTakesThePlaceOfTheWaiting()
    {
        using var started = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var time = new TestTime(() =>
        {
            started.Release();
            goOn.Wait();
        });
        using var writer = Writer(time);
        var second = Contents.Of(2);

        writer.Submit(Contents.Of(1));
        started.Wait();
        writer.Submit(second);
        writer.Submit(Contents.Of(3));
        goOn.Release(2);

        Assert.Equal(3, writer.Drain()?.Step);
        Assert.Equal(["step-1", "step-3"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order());
        Assert.StartsWith("the checkpoint of step 2 gives way to that of step 3", _log.Single(EventIds.CheckpointSuperseded).Text, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => second.Snapshot.Groups[0].Values.Span.Length);
    }

    [Fact]
    public void Dispose_WithOneWaiting_WritesItFirst()
    {
        var writer = Writer(new TestTime());
        writer.Submit(Contents.Of(5));

        writer.Dispose();

        Assert.True(Checkpoint.TryOpen(_folder["step-5"], out _, out _));
        using var late = Contents.Of(6);
        Assert.Throws<ObjectDisposedException>(() => writer.Submit(late));
    }

    [Fact]
    public void Drain_NothingSubmitted_ReturnsAtOnce()
    {
        using var writer = Writer(new TestTime());

        Assert.Null(writer.Drain());
    }

    [Fact]
    public void Submit_FolderVanishesWhileWriting_LogsTheRemedyAndTheNextOneSucceeds()
    {
        var vanish = true;
        var time = new TestTime(() =>
        {
            if (vanish) Directory.Delete(_folder["checkpoints"], recursive: true);
        });
        using var writer = Writer(time, "checkpoints");

        writer.Submit(Contents.Of(5));
        var first = writer.Drain();
        vanish = false;
        writer.Submit(Contents.Of(6));
        var second = writer.Drain();

        Assert.Contains("vanished while it was being written", first?.Failure, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, _log.Single(EventIds.CheckpointFailed).Level);
        Assert.Equal(_folder["checkpoints", "step-6"], second?.Folder);
    }

    [Fact]
    public void Submit_FileInTheFoldersPlace_LogsAndGoesOn()
    {
        File.WriteAllText(_folder["checkpoints"], "in the way");
        using var writer = Writer(new TestTime(), "checkpoints");

        writer.Submit(Contents.Of(5));
        Assert.Contains("can't be written", writer.Drain()?.Failure, StringComparison.Ordinal);
        File.Delete(_folder["checkpoints"]);
        writer.Submit(Contents.Of(6));

        Assert.Null(writer.Drain()?.Failure);
    }

    private CheckpointWriter Writer(TimeProvider time, string folder = "") =>
        new(new CheckpointStore(_folder[folder], new CheckpointOptions(), time, _log), time, _log);
}
