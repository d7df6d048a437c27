using GanCluster.Core.Options;

namespace GanCluster.Own;

/// <summary>What a program that is built on this one adds to it: see <see cref="GanProgram"/>.</summary>
/// <param name="Assembly">Name of the program's own file, without its ending: what children are started from.</param>
/// <param name="Parts">Its networks and data.</param>
/// <param name="Figures">What <c>evaluate</c> tells besides, by name.</param>
/// <param name="Basis">Its preset before its settings, which trains unless another is named; null where it has no settings.</param>
/// <param name="Settings">What it sets in that preset.</param>
internal sealed record OwnProgram(string Assembly, ProgramParts Parts, IReadOnlyList<(string Name, SampleFigure Of)> Figures, Preset? Basis, OptionLayer Settings)
{
    public static OwnProgram None { get; } = new(typeof(OwnProgram).Assembly.GetName().Name!, ProgramParts.None, [], null, OptionLayer.Empty);

    /// <summary>Its own first.</summary>
    public IReadOnlyList<Preset> Presets => Basis is null ? Core.Options.Presets.All : [Basis, .. Core.Options.Presets.All];

    public Preset Default => Basis ?? Core.Options.Presets.Default;

    public Preset? Find(string preset) => Presets.FirstOrDefault(known => known.Name.Equals(preset, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the preset says before file, environment and command line.</summary>
    public OptionLayer LayerOf(Preset preset) => ReferenceEquals(preset, Basis) ? Settings : OptionLayer.Empty;

    /// <summary>What this process was started as.</summary>
    public static string EntryAssembly => System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? None.Assembly;
}
