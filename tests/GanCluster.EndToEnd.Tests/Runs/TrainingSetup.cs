using GanCluster.Core.Options;

namespace GanCluster.EndToEnd.Tests.Runs;

/// <summary>What is trained: everything on the command line but the folder, and the steps in all.</summary>
internal sealed record TrainingSetup(string Name, long Steps, params IReadOnlyList<string> Arguments)
{
    private static readonly string[] EmbeddedImages = ["--set", "data.source=embedded"];

    /// <summary>Both kinds of state that a network has, batch norm's included, in a network so small that a run takes two seconds. A checkpoint has 0.8 MB.</summary>
    public static TrainingSetup Tiny(long steps, int shards = 8) => new($"tiny-of-{shards}", steps,
        ["--preset", "fashion-mlp", .. EmbeddedImages, .. Set("generator.hidden=32,32", "discriminator.hidden=32", $"training.shards={shards}", "training.shardBatch=4")]);

    /// <summary>As tiny, told of the classes.</summary>
    public static TrainingSetup Conditional(long steps) => new("conditional", steps, [.. Tiny(steps).Arguments, .. Set("training.conditional=on")]);

    /// <summary>As tiny in memory, with more to compute a step: some 12 ms of processor time.</summary>
    public static TrainingSetup Slow(long steps) => new("slow", steps,
        ["--preset", "fashion-mlp", .. EmbeddedImages, .. Set("generator.hidden=128,128", "discriminator.hidden=128", "training.shards=8", "training.shardBatch=16")]);

    /// <summary>As small in memory, with so much to compute a shard, some 6 ms of processor time, that everything else hardly counts.</summary>
    public static TrainingSetup Heavy(long steps) => new("heavy", steps,
        ["--preset", "fashion-mlp", .. EmbeddedImages, .. Set("generator.hidden=64,64", "discriminator.hidden=64", "training.shards=8", "training.shardBatch=128")]);

    /// <summary>A replica of 70 MB.</summary>
    public static TrainingSetup Large(long steps) => new("large", steps,
        ["--preset", "fashion-mlp", .. EmbeddedImages, .. Set("generator.hidden=1536,1536", "discriminator.hidden=1536", "training.shards=8", "training.shardBatch=2")]);

    /// <summary>The runs of 8 shards on which the promise of equal bytes is tested: 300 steps with <c>GANCLUSTER_FULL=1</c>, else 60.</summary>
    public static TrainingSetup Promised(string preset) => new(preset, FullSize.Demanded ? 300 : 60,
        ["--preset", preset, .. EmbeddedImages, .. Set("training.shards=8"), .. FullSize.Demanded ? [] : Shortened(preset)]);

    public static TrainingSetup Preset(string preset, long steps) => new(preset, steps,
        ["--preset", preset, .. Presets.Find(preset)!.Options.Data.Source.Known is DataSource.Auto ? EmbeddedImages : []]);

    /// <summary>The command line that trains it in a new folder.</summary>
    public IEnumerable<string> In(RunDirectory run, params IEnumerable<string> more) =>
        ["train", .. Arguments, "--steps", $"{Steps}", "--output", run.Path, .. more];

    public static IEnumerable<string> Set(params IEnumerable<string> settings) => settings.SelectMany(setting => new[] { "--set", setting });

    // 300 steps as shipped take a minute of processor time each, and the tests need two dozen such runs: a quarter of the channels or of the neurons, and
    // half the samples a shard. Everything else is the preset's: layers, normalization, losses, optimizers, moving average, R1.
    private static IEnumerable<string> Shortened(string preset) => preset switch
    {
        "fashion" => Set("generator.channels=16", "discriminator.channels=16", "training.shardBatch=4"),
        "fashion-mlp" => Set("generator.hidden=64,128,256", "discriminator.hidden=128,64", "training.shardBatch=4"),
        _ => [],
    };
}
