using System.Diagnostics;

namespace GanCluster.EndToEnd.Tests;

/// <summary>Programs of the operating system that a test needs.</summary>
internal static class SystemTool
{
    /// <returns>Null, or what went wrong.</returns>
    public static string? Run(string program, params IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program}: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }

    /// <summary>Skips the test, unless every test is demanded.</summary>
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("GANCLUSTER_REQUIRE_ALL") == "1") Assert.Fail($"GANCLUSTER_REQUIRE_ALL is set, and {reason}");
        Assert.Skip(reason);
    }
}
