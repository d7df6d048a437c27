using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of a folder of <c>k8s/</c>.</summary>
internal static class Kustomization
{
    /// <summary>The repository's folder, from where this file was compiled.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>Every folder that can be applied.</summary>
    public static IReadOnlyList<string> Overlays { get; } =
        [.. Directory.GetDirectories(Path.Combine(Repository, "k8s", "overlays")).Select(path => Path.GetFileName(path)).Order()];

    private static readonly ConcurrentDictionary<string, Lazy<Manifests>> Rendered = new();

    /// <param name="folder">Relative to the repository's, or rooted.</param>
    public static Manifests Render(string folder) => Rendered.GetOrAdd(folder, new Lazy<Manifests>(() => Run(folder))).Value;

    /// <summary>Somebody's own overlay, in a folder of theirs: <c>local</c> with another run.</summary>
    /// <param name="configuration">Content of <c>run.json</c>.</param>
    public static Manifests RenderWith(string overlay, string folder, string preset, string configuration)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "run.json"), configuration);
        File.WriteAllText(Path.Combine(folder, "kustomization.yaml"), $"""
            resources:
              - {Path.GetRelativePath(folder, Path.Combine(Repository, "k8s", "overlays", overlay))}
            configMapGenerator:
              - name: gancluster-run
                behavior: merge
                literals: [PRESET={preset}]
                files: [run.json]
            """);
        return Render(folder);
    }

    private static Manifests Run(string folder)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Repository, folder)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // Warnings of deprecated fields count too.
            Assert.Equal("", error.Result);
            Assert.Equal(0, process.ExitCode);
            return Manifests.Parse(output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            SystemTool.Missing("there is no kubectl of 1.22 or newer here");
            throw;
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
