namespace GanCluster.Training.Numerics;

/// <summary>What Linux says of the first processor. Each part is nothing where it says nothing.</summary>
/// <param name="Name">Vendor, family, model.</param>
/// <param name="Caches">Sizes by level.</param>
/// <param name="Instructions">Those by which math libraries choose kernels: not the rest, which differs between kernels and hypervisors on one processor.</param>
internal sealed record Processor(string? Name, string? Caches, string? Instructions)
{
    private static readonly string[] _identifying =
        ["vendor_id", "cpu family", "model", "model name", "CPU implementer", "CPU architecture", "CPU variant", "CPU part"];

    private static readonly string[] _vectorPrefixes = ["sse", "ssse", "avx", "fma", "f16c", "amx", "asimd", "sve"];

    public static Processor OfMachine() => Of(ReadIfThere("/proc/cpuinfo"), CachesIn("/sys/devices/system/cpu/cpu0/cache"));

    /// <param name="information">The text of <c>/proc/cpuinfo</c>.</param>
    public static Processor Of(string information, string? caches)
    {
        var first = information.Split("\n\n", 2)[0].Split('\n')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var name = string.Join(", ", _identifying.Where(first.ContainsKey).Select(key => $"{key} {first[key]}"));
        var flags = first.GetValueOrDefault("flags") ?? first.GetValueOrDefault("Features") ?? "";
        var instructions = flags.Split(' ').Where(flag => Array.Exists(_vectorPrefixes, prefix => flag.StartsWith(prefix, StringComparison.Ordinal)));
        return new Processor(NullIfEmpty(name), caches, NullIfEmpty(string.Join(' ', instructions.Order(StringComparer.Ordinal))));
    }

    private static string? CachesIn(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var caches = from index in Directory.GetDirectories(folder, "index*")
                     let level = ReadIfThere(Path.Combine(index, "level"))
                     let type = ReadIfThere(Path.Combine(index, "type"))
                     where type != "Instruction"
                     orderby level
                     select $"L{level} {ReadIfThere(Path.Combine(index, "size"))}";
        return NullIfEmpty(string.Join(", ", caches));
    }

    private static string ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
