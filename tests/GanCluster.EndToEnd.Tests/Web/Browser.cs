using Microsoft.Playwright;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>Debian's Chromium, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Milliseconds until something that has to come must have come.</summary>
    public const float Patience = 300_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Skips the test where there is none.</summary>
    public static async Task<Browser> Start()
    {
        if (!File.Exists(Chromium)) SystemTool.Missing($"{Chromium} isn't there: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--disable-gpu"], Timeout = Patience }));
    }

    public async Task<IPage> Open(int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme });
        page.SetDefaultTimeout(Patience);
        return page;
    }

    public static Task Shows(ILocator place) => Assertions.Expect(place).ToBeVisibleAsync(new() { Timeout = Patience });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
