using System.Collections;
using GanCluster.Jobs;
using GanCluster.Own;
using GanCluster.Processes;

namespace GanCluster.Hosting;

/// <summary>Everything outside that the program touches, so that a test can run it whole.</summary>
internal sealed record ProgramHost(
    Terminal Terminal,
    TimeProvider Time,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    ProgramJobs Jobs)
{
    /// <summary>The process that started this one as its child; null where a person or a service did.</summary>
    public ParentWatch? Parent { get; init; }

    /// <summary>What the program that runs adds to this one.</summary>
    public OwnProgram Own { get; init; } = OwnProgram.None;

    /// <param name="parent">See <see cref="Parent"/>.</param>
    public static ProgramHost OfProcess(ParentWatch? parent) => new(
        Terminal.OfProcess(),
        TimeProvider.System,
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Directory.GetCurrentDirectory(),
        ProgramJobs.Real)
    {
        Parent = parent,
    };

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
