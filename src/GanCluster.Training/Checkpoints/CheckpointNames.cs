using System.Globalization;
using System.Text.RegularExpressions;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Names in a folder of checkpoints. <c>step-N</c> is a checkpoint, always complete. What begins with a dot isn't one:
/// <c>.step-N.tmp-…</c> is being written, <c>.step-N.old-…</c> has been set aside for another of the same step, <c>.step-N.gone-…</c> is being deleted.
/// The rest of such a name is the process and a number, so that two writers never use the same one.
/// </summary>
internal static partial class CheckpointNames
{
    public const string Temporary = "tmp", Replaced = "old", Deleted = "gone";

    /// <summary>Tells this process from an earlier one with the same id, which in a container is usual.</summary>
    private static readonly string ProcessToken = Guid.NewGuid().ToString("N")[..8];

    private static long s_count;

    public static string Of(long step) => string.Create(CultureInfo.InvariantCulture, $"step-{step}");

    public static bool TryParse(string name, out long step)
    {
        step = 0;
        return name.StartsWith("step-", StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out step)
            && name == Of(step);
    }

    public static string Hidden(long step, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $".{Of(step)}.{kind}-{Environment.ProcessId}-{ProcessToken}-{Interlocked.Increment(ref s_count)}");

    public static bool TryParseHidden(string name, out HiddenFolder hidden)
    {
        var match = HiddenPattern().Match(name);
        hidden = default;
        if (!match.Success) return false;
        if (!long.TryParse(match.Groups[1].ValueSpan, out var step) || !int.TryParse(match.Groups[3].ValueSpan, out var process)) return false;
        hidden = new HiddenFolder(step, match.Groups[2].Value, process, IsOurs: match.Groups[4].Value == ProcessToken);
        return true;
    }

    public static bool IsTensorFile(string name) => TensorFilePattern().IsMatch(name);

    [GeneratedRegex(@"^\.step-([0-9]+)\.(tmp|old|gone)-([0-9]+)-([0-9a-f]+)-[0-9]+\z")]
    private static partial Regex HiddenPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\.safetensors\z")]
    private static partial Regex TensorFilePattern();
}

/// <param name="Kind">tmp, old or gone.</param>
/// <param name="IsOurs">Made by this very process.</param>
internal readonly record struct HiddenFolder(long Step, string Kind, int Process, bool IsOurs);
