using System.Globalization;
using GanCluster.Progress;
using GanCluster.Web;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GanCluster.Jobs.Status;

/// <summary>A cluster's status on a terminal.</summary>
internal static class StatusScreen
{
    private const int MostEvents = 6;

    public static IRenderable Of(ReportJson report) => new Rows([.. Lines(report), Nodes(report), .. Events(report)]);

    private static IEnumerable<IRenderable> Lines(ReportJson report)
    {
        var run = report.Run;
        var state = run.State is { } known ? StatusJson.Name(known) : "unknown";
        yield return new Text($"run {run.Id?[..12] ?? "?"}  {state}: {run.Reason}");
        yield return new Text(Invariant(
            $"step {run.Step:N0} of {run.Steps?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"}  D {Number(run.DiscriminatorLoss)}  G {Number(run.GeneratorLoss)}  D(real) {Number(run.RealScore)}  D(fake) {Number(run.FakeScore)}"));
        var left = run.SecondsLeft is { } seconds ? $"  {ProgressText.Duration(TimeSpan.FromSeconds(seconds))} left" : "";
        yield return new Text(Invariant($"{run.ImagesPerSecond ?? 0:N0} images/s  last step {run.SecondsSinceStep ?? 0:N1} s ago{left}"));
        if (run.Health is { } health) yield return new Text($"{StatusJson.Name(health.State)}: {health.Reason}");
        if (run.Evaluation is { } judged) yield return new Text(Invariant($"{judged.Figure} {Number(judged.Value)} at step {judged.Step:N0}, best {Number(judged.Best)} at step {judged.BestStep:N0}"));
        if (report.Plan is { } plan) yield return new Text($"plan {plan.Term}.{plan.Epoch} from phase {plan.From}: {plan.Reason}");
        if (run.Checkpoint is { } checkpoint) yield return new Text(Invariant($"checkpoint of step {checkpoint.Step:N0}, {checkpoint.SecondsAgo:N0} s ago"));
    }

    // As wide as a terminal of 80 columns; a phase's milliseconds are those of computing, exchanging and waiting.
    private static Table Nodes(ReportJson report)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var title in (string[])["node", "state", "shards", "img/s", "phase", "ms a phase", "seen"]) table.AddColumn(new TableColumn(title) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
        foreach (var node in report.Nodes)
        {
            table.AddRow([.. new[]
            {
                node.Node + (node.IsCoordinator ? " *" : ""),
                node.State,
                node.Shards is { } shards ? $"[{shards.First}, {shards.End})" : "",
                Invariant($"{node.ImagesPerSecond:N0}"),
                $"{node.Phase}",
                node.PhaseTime is { } time ? $"{Milliseconds(time.Compute)}+{Milliseconds(time.Exchange)}+{Milliseconds(time.Wait)}" : "",
                Invariant($"{node.SeenSecondsAgo:N1} s"),
            }.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static IEnumerable<IRenderable> Events(ReportJson report) =>
        (report.Events ?? []).TakeLast(MostEvents).Select(happened => new Text(Invariant($"{happened.Time.ToLocalTime():HH:mm:ss}  {happened.Text}")));

    private static string Number(double? value) => value is { } known ? Invariant($"{known:0.000}") : "?";

    private static string Milliseconds(double seconds) => Invariant($"{seconds * 1000:0.0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
