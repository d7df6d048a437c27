using GanCluster.Core.Status;
using GanCluster.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace GanCluster.Web;

/// <summary>What can be asked for: docs/http-api.md is the contract.</summary>
internal static class Endpoints
{
    private const int MostPoints = 1000, MostEvents = 20;

    public static void Map(WebApplication application, WebRequest request, SampleFolder samples, StatusReport report)
    {
        var board = request.Board;
        var stream = new EventStream(board, report, samples, request.Time);
        application.MapGet("/api/status", () => Json(report.Now(MostEvents)));
        application.MapGet("/api/history", () => Json(CurvesJson.Of(board.History(MostPoints))));
        application.MapGet("/api/configuration", () => board.Configuration is { Length: > 0 } text
            ? Results.Text(text, "application/json")
            : Problem(StatusCodes.Status404NotFound, "The run's configuration isn't known yet: ask again when the node has joined its cluster."));
        application.MapGet("/api/events", (HttpContext context) => stream.Open(context, application.Lifetime.ApplicationStopping));
        application.MapGet("/api/samples", () => Json(new SamplesJson(samples.Steps)));
        application.MapGet("/api/samples/{name}", (string name) => samples.Find(name) is { } picture
            ? Results.File(picture, "image/png", lastModified: File.GetLastWriteTimeUtc(picture))
            : Problem(StatusCodes.Status404NotFound, "There is no such picture: /api/samples lists the steps that have one, as {step}.png."));
        Probes.Map(application, board);
        PageFiles.Map(application);
    }

    private static IResult Json<T>(T value) => Results.Json(value, StatusJson.Options);

    private static IResult Problem(int status, string sentence) => Results.Json(new ProblemJson(sentence), StatusJson.Options, statusCode: status);
}
