using System.Net.Http.Json;
using GanCluster.Core.Status;
using GanCluster.Pictures;
using GanCluster.Runs;

namespace GanCluster.Web;

/// <summary>
/// Takes over the pictures that other nodes have: one node of a cluster draws, and its volume may go with it. Asks one other page a second, in turn; a page
/// that can't be reached, or tells rubbish, is passed over until its next turn.
/// </summary>
internal sealed class PictureCopies : IDisposable
{
    // The largest grid that the options allow has less.
    private const int MostBytes = 64 << 20, MostAtOnce = 16;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(5);

    private readonly StatusBoard _board;
    private readonly SampleFolder _samples;
    private readonly HttpClient _client;
    private readonly HashSet<(Uri Page, long Step)> _rubbish = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public PictureCopies(WebRequest request, SampleFolder samples)
    {
        (_board, _samples) = (request.Board, samples);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (request.Tls is { } tls) handler.SslOptions = tls.ForClient("", request.Time);
        _client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        _work = Task.Run(() => Work(request.Time));
    }

    public void Dispose()
    {
        _end.Cancel();
        _work.Wait();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task Work(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(_end.Token); turn++)
            {
                var pages = OtherPages();
                if (pages.Count > 0) await TryCopyFrom(pages[turn % pages.Count]);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The node ends.
        }
    }

    private List<Uri> OtherPages()
    {
        var (self, pages) = (_board.Own?.Status.Node, new List<Uri>());
        foreach (var node in _board.View.Nodes)
        {
            if (node.Status.Node != self && HttpUrl.TryParse(node.Status.Web, out var page)) pages.Add(page);
        }

        return pages;
    }

    private async Task TryCopyFrom(Uri page)
    {
        try
        {
            var theirs = await _client.GetFromJsonAsync<SamplesJson>(new Uri(page, "/api/samples"), StatusJson.Options, _end.Token);
            var missing = theirs?.Steps?.Except(_samples.Steps).Where(step => step >= 0 && !_rubbish.Contains((page, step))).OrderDescending().Take(MostAtOnce) ?? [];
            foreach (var step in missing) await Copy(page, step);
        }
        catch (Exception failure) when (failure is HttpRequestException or System.Text.Json.JsonException or IOException or UnauthorizedAccessException
            || (failure is OperationCanceledException && !_end.IsCancellationRequested))
        {
            // Pictures are for those who look: the next page may have them, or this one, later.
        }
    }

    private async Task Copy(Uri page, long step)
    {
        var picture = await _client.GetByteArrayAsync(new Uri(page, $"/api/samples/{step}.png"), _end.Token);
        if (PngHeader.TryRead(picture, out _)) _samples.Write(step, picture);
        else _rubbish.Add((page, step));
    }
}
