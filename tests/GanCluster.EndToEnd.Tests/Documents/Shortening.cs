using System.Text.RegularExpressions;

namespace GanCluster.EndToEnd.Tests.Documents;

/// <summary>
/// What a test changes in a command of the page, so that minutes become seconds: fewer steps, nothing else. Everything that follows (files, figures, exit codes, equal digests)
/// is there after a few steps too.
/// </summary>
internal static partial class Shortening
{
    private const int MostSteps = 10;

    // Of a run that goes on with one of those.
    private const int StepsResumed = 12;

    // Long enough for somebody to be killed in the middle of it.
    private const int StepsWithWorkers = 150;

    public static string Of(string commands) => Training().Replace(commands, Shorten);

    private static string Shorten(Match training)
    {
        var command = training.Value;
        var steps = LongRuns().IsMatch(command) ? StepsWithWorkers : command.Contains("--resume", StringComparison.Ordinal) ? StepsResumed : MostSteps;
        return Steps().IsMatch(command)
            ? Steps().Replace(command, match => $"--steps {Math.Min(int.Parse(match.Groups[1].Value), steps)}")
            : $"{command} --steps {steps}";
    }

    /// <summary>A command that trains, up to its end: a line may go on behind a backslash.</summary>
    [GeneratedRegex(@"gancluster train (?:[^\n;&|\\]|\\\n)+")]
    private static partial Regex Training();

    [GeneratedRegex(@"--steps (\d+)")]
    private static partial Regex Steps();

    // The run that loses a worker, and the one that is compared with it.
    [GeneratedRegex("--output runs/(three|alone)")]
    private static partial Regex LongRuns();
}
