using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>The page promises to show a loss within three seconds.</summary>
[Collection(Timed.Name)]
public sealed class PageOfALossTests
{
    [Fact]
    public Task Page_WorkerKilled_IsShownAsLostWithinThreeSecondsWithTheReason() => Timed.Run(async folder =>
    {
        await using var browser = await Browser.Start();
        await using var run = new WatchedRun(folder.PathOf("run"));
        await run.UntilStep(20);
        var page = await browser.Open();
        await page.GotoAsync(run.Page.ToString());
        var victim = run.Worker;
        await Browser.Shows(page.Locator($"li.node[data-process='{victim}'][data-state=takingPart]"));

        Signals.Send(victim, Signal.Kill);
        var killed = Stopwatch.GetTimestamp();
        await Browser.Shows(page.Locator($"li.node[data-process='{victim}'][data-state=lost]"));
        var took = Stopwatch.GetElapsedTime(killed);
        var lost = page.Locator("#events li[data-kind=workerLost]").First;
        await Browser.Shows(lost);
        await Expect(lost.Locator(".text")).Not.ToBeEmptyAsync(new() { Timeout = Browser.Patience });
        await Expect(page.Locator("#plan li")).ToHaveCountAsync(1, new() { Timeout = Browser.Patience });
        Timed.Within(TimeSpan.FromSeconds(3), took, "showing the loss");
    });
}
