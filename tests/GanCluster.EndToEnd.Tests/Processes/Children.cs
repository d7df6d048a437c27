using System.Diagnostics;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>Processes that a process has started, as <c>/proc</c> has them.</summary>
internal static class Children
{
    public static List<int> Of(int parent) =>
        [.. Directory.GetDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0).Where(id => id > 0 && State($"/proc/{id}")?.Parent == parent)];

    /// <summary>Each of its threads is: a signal reaches them one after the other.</summary>
    public static bool IsStopped(int process) => Directory.GetDirectories($"/proc/{process}/task").All(thread => State(thread) is null or { Letter: 'T' });

    /// <summary>Waits until none of them runs. One that nobody has asked for its exit code counts as ended.</summary>
    public static async Task Ended(IEnumerable<int> processes)
    {
        var start = Stopwatch.GetTimestamp();
        while (processes.Any(id => State($"/proc/{id}") is { Letter: not 'Z' }))
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline.Limit) Assert.Fail("processes are left");
            await Task.Delay(5);
        }
    }

    // The name, in brackets, may hold anything: what follows counts from the last one.
    private static (char Letter, int Parent)? State(string folder)
    {
        try
        {
            var text = File.ReadAllText($"{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1]));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
