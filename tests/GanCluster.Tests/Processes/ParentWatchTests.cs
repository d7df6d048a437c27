using System.IO.Pipes;
using GanCluster.Processes;

namespace GanCluster.Tests.Processes;

public sealed class ParentWatchTests
{
    [Fact]
    public async Task Listen_LinesThenTheEnd_ArePassedOnInOrder()
    {
        using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        using var child = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        var gone = new TaskCompletionSource();
        var watch = new ParentWatch(new StreamReader(child), gone.SetResult);
        parent.Write("first\nsecond\n"u8);

        Assert.Equal("first", await watch.Listen(TestContext.Current.CancellationToken));
        Assert.Equal("second", await watch.Listen(TestContext.Current.CancellationToken));
        Assert.False(gone.Task.IsCompleted);

        parent.Dispose();
        await gone.Task;
    }

    [Fact]
    public void OfProcess_NobodysChild_WatchesNothing() => Assert.Null(ParentWatch.OfProcess());
}
