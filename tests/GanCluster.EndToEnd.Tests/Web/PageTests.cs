using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using GanCluster.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>The page of a run, in a real browser.</summary>
public sealed class PageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_OfATrainingRun_ShowsItOnEveryScreenWithoutError()
    {
        await using var browser = await Browser.Start();
        await using var run = new WatchedRun(_folder.PathOf("run"), "evaluation.every=40", "evaluation.samples=100");
        await run.UntilStep(100);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            var page = await browser.Open(width, scheme: scheme);
            var errors = new ConcurrentQueue<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning") errors.Enqueue(message.Text);
            };
            page.PageError += (_, error) => errors.Enqueue(error);
            await page.GotoAsync(run.Page.ToString());

            await Browser.Shows(page.Locator("#losses path.line.one").Last);
            await Browser.Shows(page.Locator("#losses path.line.two").Last);
            await Browser.Shows(page.Locator("#throughput path.line").Last);
            await Browser.Shows(page.GetByAltText("Samples that the generator drew"));
            await Expect(page.Locator("#evaluation")).ToContainTextAsync("FID", new() { Timeout = Browser.Patience });
            await Expect(page.Locator("li.node[data-state=takingPart]")).ToHaveCountAsync(3, new() { Timeout = Browser.Patience });
            await Browser.Shows(page.Locator("#events li[data-kind=planMade]").First);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{width} px: it scrolls to the side");
            var serious = (await page.RunAxe()).Violations.Where(found => found.Impact is "serious" or "critical");
            Assert.Empty(serious.Select(found => $"{width} px, {scheme}: {found.Id}: {string.Join(", ", found.Nodes.Select(node => node.Html))}"));
            Assert.Empty(errors);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task Page_NodeRestarted_SaysSoAndGoesOn()
    {
        await using var browser = await Browser.Start();
        await using var run = new WatchedRun(_folder.PathOf("run"));
        await run.UntilStep(20);
        var page = await browser.Open();
        await page.GotoAsync(run.Page.ToString());
        await Browser.Shows(page.Locator("#link[data-link=open]"));

        await run.Stop();
        await Browser.Shows(page.Locator("#link[data-link=lost]"));
        run.Resume();
        await Browser.Shows(page.Locator("#link[data-link=open]"));
        await Browser.Shows(page.Locator("#state[data-state=training]"));
        await Expect(page.Locator("li.node[data-state=takingPart]")).ToHaveCountAsync(3, new() { Timeout = Browser.Patience });
    }
}
