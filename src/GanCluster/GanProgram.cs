using GanCluster.Commands;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Own;
using GanCluster.Processes;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;

namespace GanCluster;

/// <summary>
/// The whole program <c>gancluster</c> with networks, data and figures of your own: a project of yours ends its <c>Program.cs</c> with
/// <c>return GanProgram.Create(args)….Run();</c>, and every command works in it, cluster, resuming and export included. What is set here makes a preset, which trains unless
/// <c>--preset</c> names another; file, environment and command line win over it. Whatever is wrong is said at once by <see cref="Run"/>, with all mistakes of the command line.
/// </summary>
/// <remarks>A node of a cluster has to run the same program as the others: they know networks and data by name, and compare what these come to when a node registers.</remarks>
public sealed class GanProgram
{
    private const string Generators = "generator.kind", Discriminators = "discriminator.kind", Sources = "data.source";

    private readonly string[] _arguments;
    private readonly ParentWatch? _parent;
    private readonly ProgramParts _parts = new();
    private readonly List<(string, SampleFigure)> _figures = [];
    private readonly List<OptionSetting> _settings = [];
    private readonly List<OptionMistake> _mistakes = [];
    private Preset _basis = Presets.Default;
    private (string Name, string Description)? _named;

    private GanProgram(string[] arguments)
    {
        _arguments = arguments;
        // A child's parent may end at any time: before anything else.
        _parent = ParentWatch.OfProcess();
    }

    /// <param name="args">The command line.</param>
    public static GanProgram Create(string[] args) => new(args);

    /// <summary>What the preset of this program is called and says in <c>--help</c>; without it it has the program's name.</summary>
    public GanProgram Named(string name, string description)
    {
        _named = (name, description);
        return this;
    }

    /// <summary>The built-in preset that everything set here changes; the default one unless called.</summary>
    public GanProgram Preset(string name)
    {
        if (Presets.Find(name) is { } preset) _basis = preset;
        else _mistakes.Add(new OptionMistake(OptionMistakeKind.UnknownKey, Source(nameof(Preset)), "", NearestName.NoneOf(name, [.. Presets.All.Select(known => known.Name)])));
        return this;
    }

    /// <summary>Adds data, chosen by <c>data.source=NAME</c>. The first is what the program trains on unless told otherwise.</summary>
    /// <param name="open">Called when it is needed, in each process for itself.</param>
    public GanProgram Data(string name, OwnDataSource open) => Add(nameof(Data), Sources, name, open);

    /// <summary>Adds a generator, chosen by <c>generator.kind=NAME</c>. The first is what the program trains unless told otherwise.</summary>
    public GanProgram Generator(string name, IOwnNetwork network) => Add(nameof(Generator), Generators, name, network);

    /// <param name="name">As above.</param>
    /// <param name="layers">See <see cref="IOwnNetwork"/>, whose rules hold here too.</param>
    public GanProgram Generator(string name, Func<NetworkShape, IReadOnlyList<ILayer>> layers) => Generator(name, new LayersFrom(layers));

    /// <summary>Adds a discriminator, chosen by <c>discriminator.kind=NAME</c>. The first is what the program trains unless told otherwise.</summary>
    public GanProgram Discriminator(string name, IOwnNetwork network) => Add(nameof(Discriminator), Discriminators, name, network);

    /// <param name="name">As above.</param>
    /// <param name="layers">See <see cref="IOwnNetwork"/>, whose rules hold here too.</param>
    public GanProgram Discriminator(string name, Func<NetworkShape, IReadOnlyList<ILayer>> layers) => Discriminator(name, new LayersFrom(layers));

    public GanProgram Loss(LossKind kind) => Set(nameof(Loss), "loss.kind", kind);

    /// <param name="steps"><c>training.steps</c></param>
    /// <param name="shards"><c>training.shards</c>; unless given, the preset's.</param>
    /// <param name="shardBatch"><c>training.shardBatch</c>; unless given, the preset's.</param>
    public GanProgram Train(long steps, int? shards = null, int? shardBatch = null)
    {
        Set(nameof(Train), "training.steps", steps);
        if (shards is { } count) Set(nameof(Train), "training.shards", count);
        if (shardBatch is { } batch) Set(nameof(Train), "training.shardBatch", batch);
        return this;
    }

    /// <summary>Any other option, as <c>--set KEY=VALUE</c> has it.</summary>
    /// <param name="value">A number, a text, an enum's member or a list of whole numbers.</param>
    public GanProgram Set(string key, object value) => Set(nameof(Set), key, value);

    /// <summary>Adds a figure of your own to what <c>evaluate</c> tells.</summary>
    public GanProgram Evaluate(string name, SampleFigure figure)
    {
        _figures.Add((name, figure));
        return this;
    }

    /// <returns>The exit code, for <c>Main</c> to return.</returns>
    public int Run() => CommandLine.Invoke(_arguments, ProgramHost.OfProcess(_parent) with { Own = Own() });

    internal OwnProgram Own()
    {
        if (_settings.Count == 0 && _mistakes.Count == 0 && _named is null && _basis == Presets.Default && _figures.Count == 0) return OwnProgram.None with { Assembly = OwnProgram.EntryAssembly };
        var (name, description) = _named ?? (OwnProgram.EntryAssembly.ToLowerInvariant(), "what this program sets");
        return new OwnProgram(OwnProgram.EntryAssembly, _parts, _figures, new Preset(name, description, _basis.Options), new OptionLayer(_settings, _mistakes));
    }

    private GanProgram Add(string method, string key, string name, object part)
    {
        if (_parts.Add(key, name, part) is { } wrong) _mistakes.Add(new OptionMistake(OptionMistakeKind.WrongType, Source(method), "", wrong));
        else if (_settings.All(setting => setting.Key != key)) Set(method, key, name);
        return this;
    }

    private GanProgram Set(string method, string key, object value)
    {
        _settings.Add(new OptionSetting(Source(method), key, OptionValue.Format(value)));
        return this;
    }

    private static string Source(string method) => $"{nameof(GanProgram)}.{method}";

    private sealed class LayersFrom(Func<NetworkShape, IReadOnlyList<ILayer>> layers) : IOwnNetwork
    {
        public IReadOnlyList<ILayer> Layers(NetworkShape shape) => layers(shape);
    }
}
