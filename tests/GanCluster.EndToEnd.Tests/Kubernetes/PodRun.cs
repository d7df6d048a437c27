using System.Text.Json;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>One run as a ConfigMap has it, and as the command line has it.</summary>
internal sealed record PodRun(string Preset, string Configuration, TrainingSetup Setup)
{
    /// <summary>The tiny networks of the other tests.</summary>
    public static PodRun Of(long steps, int minWorkers = 1)
    {
        var setup = TrainingSetup.Tiny(steps);
        var settings = setup.Arguments.Zip(setup.Arguments.Skip(1)).Where(pair => pair.First == "--set").Select(pair => pair.Second.Split('=')).ToDictionary(part => part[0], part => part[1]);
        settings.Add("training.steps", $"{steps}");
        settings.Add("cluster.minWorkers", $"{minWorkers}");
        // Lists and numbers are written as they are, names in quotes.
        var lines = settings.Select(setting => $"  \"{setting.Key}\": {Json(setting.Value)}");
        return new PodRun("fashion-mlp", $"{{\n{string.Join(",\n", lines)}\n}}\n", setup);

        static string Json(string value) => value.Contains(',') || !char.IsDigit(value[0]) ? value.Any(char.IsLetter) ? JsonSerializer.Serialize(value) : $"[{value}]" : value;
    }
}
