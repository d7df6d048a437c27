using GanCluster.EndToEnd.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>The page promises to show a loss within three seconds.</summary>
[Collection(Timed.Name)]
public sealed class PageOfALossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_WorkerKilled_IsShownAsLostWithinThreeSecondsWithTheReason()
    {
        await using var browser = await Browser.Start();
        await using var run = new WatchedRun(_folder.PathOf("run"));
        await run.UntilStep(20);
        var page = await browser.Open();
        await page.GotoAsync(run.Page.ToString());
        var victim = run.Worker;
        await Browser.Shows(page.Locator($"li.node[data-process='{victim}'][data-state=takingPart]"));

        Signals.Send(victim, Signal.Kill);
        await Expect(page.Locator($"li.node[data-process='{victim}'][data-state=lost]")).ToBeVisibleAsync(new() { Timeout = 3000 });
        var lost = page.Locator("#events li[data-kind=workerLost]").First;
        await Browser.Shows(lost);
        await Expect(lost.Locator(".text")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("#plan li")).ToHaveCountAsync(1, new() { Timeout = Browser.Patience });
    }
}
