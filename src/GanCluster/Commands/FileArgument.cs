using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary>Folders and files as arguments.</summary>
internal static class FileArgument
{
    /// <param name="example">A run's folder as a user of this command would have it.</param>
    public static void CheckCheckpoint(ProgramHost host, string path, string example, List<string> mistakes)
    {
        if (!Directory.Exists(host.FullPath(path))) mistakes.Add($"--checkpoint: there is no folder {path}; give a run's folder, such as {example}");
    }

    /// <param name="endings">Of the names that the option takes: the ending chooses the format.</param>
    public static void CheckFile(ProgramHost host, string option, string path, string[] endings, List<string> mistakes)
    {
        if (!endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            mistakes.Add(endings.Length > 1
                ? $"{option}: {path} ends in neither {string.Join(" nor ", endings)}; name it so, since the ending chooses the format"
                : $"{option}: {path} doesn't end in {endings[0]}; name it so");
        }

        CheckOutput(host, path, mistakes, option);
    }

    public static void CheckOutput(ProgramHost host, string path, List<string> mistakes, string option = "--output")
    {
        if (Path.GetDirectoryName(host.FullPath(path)) is not { } folder || !Directory.Exists(folder)) mistakes.Add($"{option}: the folder of {path} doesn't exist; make it first");
    }
}
