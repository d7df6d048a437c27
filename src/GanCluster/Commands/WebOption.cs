using System.CommandLine;

namespace GanCluster.Commands;

/// <summary><c>--web</c>, of <c>train</c> and <c>node</c>.</summary>
internal static class WebOption
{
    /// <param name="otherwise">What holds without it.</param>
    public static Option<string?> Create(string otherwise) => new("--web")
    {
        Description = $"serve the page, the status API, metrics and probes there, read-only; off for none; {otherwise}",
        HelpName = "HOST:PORT|off",
    };
}
