using GanCluster.Cluster.Nodes;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Training;
using GanCluster.Training.Admission;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Data;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs.Cluster;

/// <summary>A GAN as a worker of a cluster computes it. It owns the trainer that it opens: the replica outlives the node.</summary>
/// <param name="parts">The networks and data of this program's own.</param>
/// <param name="checkpoints">The run's folder of checkpoints.</param>
/// <param name="resume">Begin with the newest checkpoint there that verifies, if there is one.</param>
internal sealed partial class GanWorkload(OwnPart own, ProgramParts parts, string checkpoints, bool resume, ILoggerFactory loggers, TimeProvider time) : IWorkload, IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("gancluster.worker");

    /// <summary>Null before <see cref="Open"/> has succeeded.</summary>
    public OpenedGan? Opened { get; private set; }

    public OpenedWorkload Open(string configuration)
    {
        var bound = ResolvedConfiguration.Read(configuration, "the cluster's configuration", parts);
        if (!bound.IsValid) throw new UnusableInputException(string.Join(Environment.NewLine, bound.Mistakes.Select(Sentence)));

        var options = own.Over(bound.Options);
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        var lanes = LaneCount.For(options);
        LogData(_log, data.Description, data.Fingerprint.Short, lanes);
        var registration = LocalRegistration.Of(options, data);
        if (own.Configuration is { } told) registration = registration with { Run = OwnIdentity.Of(told, data).Value };

        var run = OwnIdentity.Of(options, data);
        var store = new CheckpointStore(checkpoints, options.Checkpoints, time, loggers.CreateLogger<CheckpointStore>());
        var trainer = new GanTrainer(options, data, lanes);
        try
        {
            if (resume) Resumption.Restore(trainer, store.FindNewest(), run, events: null, _log);
        }
        catch
        {
            trainer.Dispose();
            throw;
        }

        // What the cluster was configured with goes into checkpoints and config.json, with this node's own data and lanes: who resumes here needs them.
        Opened = new OpenedGan(options, data, trainer, run, store);
        return new OpenedWorkload(trainer, registration, new PhaseSchedule(options.Training.CriticSteps), options.Training.Steps);
    }

    public void Dispose() => Opened?.Trainer.Dispose();

    private static string Sentence(OptionMistake mistake) =>
        mistake.Kind == OptionMistakeKind.UnknownPart ? $"{mistake} Otherwise it is another program's own: start this node with the program that the cluster runs." : mistake.ToString();

    [LoggerMessage(EventId = EventIds.DataOpened, Level = LogLevel.Information, Message = "Data: {Data}, fingerprint {Fingerprint}; {Lanes} lanes")]
    private static partial void LogData(ILogger logger, string data, string fingerprint, int lanes);
}

/// <summary>What a worker trains with.</summary>
internal sealed record OpenedGan(RunOptions Options, ITrainingData Data, GanTrainer Trainer, RunId Run, CheckpointStore Store);
