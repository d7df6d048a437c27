using System.Collections;
using GanCluster.Jobs;

namespace GanCluster.Hosting;

/// <summary>Everything outside that the program touches, so that a test can run it whole.</summary>
internal sealed record ProgramHost(
    Terminal Terminal,
    TimeProvider Time,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    ProgramJobs Jobs)
{
    public static ProgramHost OfProcess() => new(
        Terminal.OfProcess(),
        TimeProvider.System,
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Directory.GetCurrentDirectory(),
        ProgramJobs.Real);

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
