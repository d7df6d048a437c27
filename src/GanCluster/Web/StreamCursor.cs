using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GanCluster.Web;

/// <summary>How far somebody has followed: the id of a server-sent event, <c>ORIGIN-EVENT-STEP</c>.</summary>
/// <param name="Origin">Of the process whose count of events it is.</param>
internal readonly record struct StreamCursor(long Origin, long Event, long Step)
{
    /// <summary>From <c>Last-Event-ID</c>; without it from <c>?event=N&amp;step=N</c>, as a page knows them from /api/status and /api/history. Null if it says neither.</summary>
    public static StreamCursor? From(HttpRequest request, long origin)
    {
        if (Parse(request.Headers["Last-Event-ID"].ToString()) is { } cursor) return cursor;
        if (Number(request.Query["event"].ToString()) is not { } happened || Number(request.Query["step"].ToString()) is not { } step) return null;
        return new StreamCursor(origin, happened, step);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin:x}-{Event}-{Step}");

    private static StreamCursor? Parse(string text)
    {
        if (text.Split('-') is not [var origin, var happened, var step]) return null;
        if (!long.TryParse(origin, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var parsed)) return null;
        return Number(happened) is { } events && Number(step) is { } steps ? new StreamCursor(parsed, events, steps) : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
