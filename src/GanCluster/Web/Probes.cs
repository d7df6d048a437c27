using GanCluster.Core.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GanCluster.Web;

/// <summary>
/// What Kubernetes asks. Started: the node has said what it does. Ready: it takes part, or waits with the others; not while it joins, leaves or is down. Live: it still
/// says what it does.
/// </summary>
internal static class Probes
{
    // Longer than a commit of a large replica, a snapshot or a full disk may hold up the node's thread.
    private static readonly TimeSpan StillAlive = TimeSpan.FromMinutes(1);

    public static void Map(WebApplication application, StatusBoard board)
    {
        application.MapGet("/healthz/started", () => Answer(board.Own is not null, Describe(board.Own)));
        application.MapGet("/healthz/ready", () => Answer(IsReady(board.Own), Describe(board.Own)));
        application.MapGet("/healthz/live", () => Answer(board.Own is not { } own || own.Age < StillAlive, Describe(board.Own)));
    }

    private static bool IsReady(NodeView? own) =>
        own is { Status.State: NodeState.Waiting or NodeState.TakingPart or NodeState.Done } && own.Age < StillAlive;

    private static string Describe(NodeView? own) => own is null ? "starting" : StatusJson.Name(own.Status.State);

    private static IResult Answer(bool isWell, string state) =>
        Results.Text(state, statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
