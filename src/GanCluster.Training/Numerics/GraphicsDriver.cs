namespace GanCluster.Training.Numerics;

/// <summary>NVIDIA's driver and cards, as its kernel module tells them: TorchSharp has no call for a device's name.</summary>
internal static class GraphicsDriver
{
    private const string Folder = "/proc/driver/nvidia";

    public static IEnumerable<string> Lines()
    {
        if (!Directory.Exists(Folder)) return ["driver: unknown"];
        var version = File.ReadLines(Path.Combine(Folder, "version")).First();
        var cards = Directory.GetFiles(Path.Combine(Folder, "gpus"), "information", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("Model:", StringComparison.Ordinal))
            .Select(line => line["Model:".Length..].Trim())
            .Distinct()
            .Order(StringComparer.Ordinal);
        return [$"driver: {version}", $"cards: {string.Join(", ", cards)}"];
    }
}
