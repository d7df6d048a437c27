using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Logging;
using GanCluster.Own;
using GanCluster.Runs;
using GanCluster.Web;

namespace GanCluster.Commands;

/// <summary>Everything that <c>train</c> was told, resolved: command line over environment over file over preset.</summary>
/// <param name="Output">The run's folder, as a person would write it.</param>
/// <param name="Workers">Worker processes; 0 trains in this one.</param>
internal sealed record TrainConfiguration(RunOptions Options, string Preset, string Output, LogSetting Log, int Workers)
{
    private const int MostWorkers = 256;

    /// <summary>Where the page is served; null for none.</summary>
    public WebAddress? Web { get; private init; }

    /// <exception cref="UnusableInputException">Something is wrong; the message lists all of it.</exception>
    public static TrainConfiguration Resolve(ProgramHost host, TrainArguments arguments) => Resolve(host, arguments, null, []);

    /// <param name="folder">What a folder that isn't given is called; null: as the preset.</param>
    /// <param name="mistakes">Found already, to be listed with all others.</param>
    /// <exception cref="UnusableInputException">Something is wrong; the message lists all of it.</exception>
    public static TrainConfiguration Resolve(ProgramHost host, TrainArguments arguments, string? folder, List<OptionMistake> mistakes)
    {
        var log = LogSetting.Read(host.Environment, host.Terminal.IsInteractive, mistakes);

        var workers = NodeSetting.Number("--workers", arguments.Workers, 0, 1, MostWorkers, mistakes);
        var web = WebAddress.Read(arguments.Web, null, mistakes);
        web?.RefuseOpen(hasTls: false, arguments.Insecure, "serve it on 127.0.0.1, or add --insecure in a network that you trust", mistakes);
        var resumed = arguments.Resume ? ReadResumed(host, arguments, mistakes) : null;
        var preset = FindPreset(host.Own, arguments.Preset, mistakes);
        var file = arguments.Config is { } config ? OptionsFile.Read(host.FullPath(config)) : OptionLayer.Empty;
        var environment = EnvironmentOptions.Read(host.Environment);
        var commandLine = CommandLineOptions.Read(arguments.Settings, arguments.ShortForms);

        // Who goes on with a run needn't say again what it is.
        var bound = resumed is not null && arguments.Preset is null && arguments.Config is null
            ? OptionBinder.Bind(resumed, "config.json of the run", host.Own.Parts, environment, commandLine)
            : OptionBinder.Bind(preset.Options, $"preset {preset.Name}", host.Own.Parts, host.Own.LayerOf(preset), file, environment, commandLine);
        mistakes.AddRange(bound.Mistakes);
        if (mistakes.Count > 0 || !bound.IsValid) throw new UnusableInputException(List(mistakes));

        var options = bound.Options;
        if (options.Data.Path.Length > 0) options = options with { Data = options.Data with { Path = host.FullPath(options.Data.Path) } };
        if (resumed is not null) RefuseAnother(arguments.Output!, resumed, options);
        var output = arguments.Output ?? RunFolderName.For(folder ?? preset.Name, host.Time, name => Directory.Exists(host.FullPath(name)));
        return new TrainConfiguration(options, preset.Name, output, log, workers) { Web = web };
    }

    private static Preset FindPreset(OwnProgram own, string? name, List<OptionMistake> mistakes)
    {
        if (name is null) return own.Default;
        if (own.Find(name) is { } preset) return preset;
        string[] known = [.. own.Presets.Select(preset => preset.Name)];
        mistakes.Add(new OptionMistake(OptionMistakeKind.UnknownKey, "--preset", "", NearestName.NoneOf(name, known)));
        return own.Default;
    }

    private static RunOptions? ReadResumed(ProgramHost host, TrainArguments arguments, List<OptionMistake> mistakes)
    {
        if (arguments.Output is null) throw new UnusableInputException("--resume needs to know which run: add --output DIR, the run's folder.");
        if (!RunFolder.HoldsRun(host.FullPath(arguments.Output))) throw RunFolder.NoRun(arguments.Output);
        var file = Path.Combine(arguments.Output, RunFolder.ConfigurationName);
        var read = OptionBinder.Bind(new RunOptions(), "default", host.Own.Parts, OptionsFile.Read(host.FullPath(file)));
        mistakes.AddRange(read.Mistakes);
        return read.Options;
    }

    private static void RefuseAnother(string output, RunOptions there, RunOptions now)
    {
        var differences = OptionDifference.Between(there, now).Where(difference => difference.BearsOnResult).ToList();
        if (differences.Count == 0) return;
        var named = string.Join(", ", differences.Select(difference => $"{difference.Key} ({difference.Left} there, {difference.Right} now)"));
        throw new UnusableInputException($"{output} holds a run with another configuration: {named}. Give the same values to go on with it, or start a new run with another --output and without --resume.");
    }

    private static string List(List<OptionMistake> mistakes) => mistakes.Count == 1
        ? mistakes[0].ToString()
        : $"{mistakes.Count} mistakes in the configuration:{string.Concat(mistakes.Select(mistake => $"{Environment.NewLine}  {mistake}"))}";
}
