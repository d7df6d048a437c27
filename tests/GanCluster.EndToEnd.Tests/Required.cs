namespace GanCluster.EndToEnd.Tests;

/// <summary>Tools that only some tests need.</summary>
internal static class Required
{
    /// <summary>Skips the test, unless every test is demanded: then it fails.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("GANCLUSTER_REQUIRE_ALL") == "1") Assert.Fail($"GANCLUSTER_REQUIRE_ALL is set, and there is no {what} here");
        Assert.Skip($"there is no {what} here");
    }
}
