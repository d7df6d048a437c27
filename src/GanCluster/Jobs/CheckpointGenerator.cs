using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Hosting;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;

namespace GanCluster.Jobs;

/// <summary>The generator of a checkpoint, with what it was trained with. Owns the values.</summary>
internal sealed class CheckpointGenerator : IDisposable
{
    private readonly ReplicaSnapshot _snapshot;

    private CheckpointGenerator(Checkpoint checkpoint, RunOptions options, ReplicaSnapshot snapshot)
    {
        (Checkpoint, Options, _snapshot) = (checkpoint, options, snapshot);
        Network = NetworkBuilder.Generator(options.Generator, checkpoint.Manifest.Data.SampleShape, checkpoint.Manifest.Data.Classes?.Count ?? 0);
    }

    public Checkpoint Checkpoint { get; }

    public RunOptions Options { get; }

    public Network Network { get; }

    /// <summary>What samples are drawn from: the moving average, or the generator where none is kept.</summary>
    public TensorGroup Values =>
        _snapshot.Groups.FirstOrDefault(group => group.Name == GanReplica.AverageName) ?? _snapshot.Groups.First(group => group.Name == "generator");

    /// <param name="path">A run's folder or one checkpoint; it exists.</param>
    /// <param name="own">The networks and data of this program's own.</param>
    /// <exception cref="UnusableInputException">Nothing there verifies, or this version can't use it.</exception>
    public static CheckpointGenerator Open(string path, Terminal terminal, ProgramParts own)
    {
        var location = CheckpointLocation.Resolve(path);
        foreach (var rejected in location.Rejected) terminal.WriteError($"{rejected.Folder} doesn't verify and is passed over: {rejected.Reason}");

        var checkpoint = location.Checkpoint;
        var read = ResolvedConfiguration.Read(checkpoint.ConfigJson, Path.Combine(checkpoint.Folder, "config.json"), own);
        if (!read.IsValid)
        {
            throw new UnusableInputException(
                $"{checkpoint.Folder} has a configuration that this version can't use ({string.Join("; ", read.Mistakes)}): use the {(read.Mistakes.Any(mistake => mistake.Kind == OptionMistakeKind.UnknownPart) ? "program" : "version")} that wrote it.");
        }

        return new CheckpointGenerator(checkpoint, read.Options, checkpoint.Load());
    }

    public void Dispose() => _snapshot.Dispose();
}
