using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Names in a folder of checkpoints. <c>step-N</c> is a checkpoint, always complete. What begins with a dot isn't one:
/// <c>.step-N.tmp-…</c> is being written, <c>.step-N.old-…</c> has been set aside for another of the same step, <c>.step-N.gone-…</c> is being deleted.
/// The rest of such a name is the process and a number, so that two writers never use the same one.
/// </summary>
internal static class CheckpointNames
{
    public const string Temporary = "tmp", Replaced = "old", Deleted = "gone";

    /// <summary>Tells this process from an earlier one with the same id, which in a container is usual.</summary>
    private static readonly string ProcessToken = Guid.NewGuid().ToString("N")[..8];

    private static readonly SearchValues<char> s_groupCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

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
        hidden = default;
        if (name.Split('.') is not ["", var checkpoint, var rest] || rest.Split('-') is not [var kind, var id, var token, var number]) return false;
        if (kind is not (Temporary or Replaced or Deleted) || token.Length == 0 || !token.All(char.IsAsciiHexDigitLower)) return false;
        if (!TryParse(checkpoint, out var step) || !TryParseDigits(id, out int process) || !TryParseDigits(number, out long _)) return false;
        hidden = new HiddenFolder(step, kind, process, IsOurs: token == ProcessToken);
        return true;
    }

    public static bool IsTensorFile(string name) =>
        name.EndsWith(Checkpoint.TensorExtension, StringComparison.Ordinal)
        && name.AsSpan(0, name.Length - Checkpoint.TensorExtension.Length) is [>= 'a' and <= 'z', .. var others]
        && !others.ContainsAnyExcept(s_groupCharacters);

    private static bool TryParseDigits<T>(string text, out T value) where T : struct, INumberBase<T> =>
        T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

/// <param name="Kind">tmp, old or gone.</param>
/// <param name="IsOurs">Made by this very process.</param>
internal readonly record struct HiddenFolder(long Step, string Kind, int Process, bool IsOurs);
