namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>A control group whose processes get a part of one core. Needs root and a kernel that lets groups be made.</summary>
internal sealed class CpuLimit : IDisposable
{
    // The shortest that lets the kernel enforce a fifth, so that a process is slow rather than stopped now and then.
    private const int PeriodMicroseconds = 10_000;

    private readonly string _group;

    /// <summary>Skips the test where there can be none, unless every test is demanded.</summary>
    public CpuLimit(double cores)
    {
        var quota = (int)(cores * PeriodMicroseconds);
        // Version 1 of control groups mounts each controller, version 2 all of them together.
        var first = Directory.Exists("/sys/fs/cgroup/cpu");
        _group = Path.Combine(first ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup", $"gancluster-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_group);
            if (first)
            {
                File.WriteAllText(Path.Combine(_group, "cpu.cfs_period_us"), $"{PeriodMicroseconds}");
                File.WriteAllText(Path.Combine(_group, "cpu.cfs_quota_us"), $"{quota}");
            }
            else File.WriteAllText(Path.Combine(_group, "cpu.max"), $"{quota} {PeriodMicroseconds}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            SystemTool.Missing($"processor time can't be limited here ({exception.Message})");
        }
    }

    public void Add(int process) => File.WriteAllText(Path.Combine(_group, "cgroup.procs"), $"{process}");

    // Empty by then: what was in it has ended.
    public void Dispose()
    {
        if (Directory.Exists(_group)) Directory.Delete(_group);
    }
}
