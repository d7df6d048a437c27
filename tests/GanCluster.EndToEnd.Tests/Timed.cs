using Xunit.Sdk;

namespace GanCluster.EndToEnd.Tests;

/// <summary>
/// Tests that hold times against a bound, or wait long for what others would slow: they run one at a time, after all others, since nothing else may want the processor meanwhile. A machine that others share
/// stands still by itself now and then, so that a bound counts as broken when three runs in a row break it. Everything else about a run must hold each time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Timed
{
    public const string Name = "timed";

    private const int Runs = 3;

    /// <param name="run">Given an empty folder.</param>
    public static async Task Run(Func<TemporaryFolder, Task> run)
    {
        for (var left = Runs - 1; ; left--)
        {
            using var folder = new TemporaryFolder();
            try
            {
                await run(folder);
                return;
            }
            catch (TooLongException tooLong) when (left > 0)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"once more: {tooLong.Message}");
            }
        }
    }

    /// <exception cref="TooLongException">It took longer.</exception>
    public static void Within(TimeSpan bound, TimeSpan took, string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {took.TotalSeconds:0.000} s of {bound.TotalSeconds:0.0} s");
        if (took > bound) throw new TooLongException($"{what} took {took.TotalSeconds:0.000} s, more than {bound.TotalSeconds:0.0} s");
    }

    private sealed class TooLongException(string message) : XunitException(message);
}
