using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GanCluster.Core.Status;
using GanCluster.Runs;
using Microsoft.AspNetCore.Http;

namespace GanCluster.Web;

/// <summary>
/// Server-sent events. Each has an id that says where the follower is, so that a reconnect with <c>Last-Event-ID</c> goes on there; after a restart of the node, or
/// on another one, the events are told again, after a <c>reset</c>.
/// </summary>
internal sealed class EventStream(StatusBoard board, StatusReport report, SampleFolder samples, TimeProvider time)
{
    private const int MostPointsAtOnce = 64;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    public IResult Open(HttpContext context, CancellationToken stopping)
    {
        var cursor = StreamCursor.From(context.Request, board.Origin);
        return TypedResults.ServerSentEvents(Follow(cursor, stopping, context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> Follow(
        StreamCursor? known, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        using var timer = new PeriodicTimer(Interval, time);
        var cursor = known ?? new StreamCursor(board.Origin, 0, board.View.Newest?.Step ?? 0);
        if (known is not { } before || before.Origin != board.Origin)
        {
            cursor = cursor with { Origin = board.Origin, Event = 0 };
            yield return Item("reset", new { }, cursor);
        }

        var pictures = -1;
        for (var tick = 0; ; tick++)
        {
            var happened = board.EventsAfter(cursor.Event);
            foreach (var one in happened)
            {
                cursor = cursor with { Event = one.Number };
                yield return Item("event", EventJson.Of(one), cursor);
            }

            if (board.StepsAfter(cursor.Step) is { Count: > 0 } points)
            {
                cursor = cursor with { Step = points[^1].Step };
                yield return Item("metrics", CurvesJson.Of(StepThinning.Thin(points, MostPointsAtOnce)), cursor);
            }

            if (tick % 2 == 0 && samples.Steps is var steps && steps.Count != pictures)
            {
                pictures = steps.Count;
                yield return Item("samples", new SamplesJson(steps), cursor);
            }

            if (tick % 2 == 0 || happened.Count > 0) yield return Item("status", report.Now(mostEvents: 0), cursor);
            if (!await NextTick(timer, end.Token)) yield break;
        }
    }

    private static async Task<bool> NextTick(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static SseItem<string> Item<T>(string kind, T value, StreamCursor cursor) =>
        new(JsonSerializer.Serialize(value, StatusJson.Options), kind) { EventId = cursor.ToString(), ReconnectionInterval = Reconnect };
}
