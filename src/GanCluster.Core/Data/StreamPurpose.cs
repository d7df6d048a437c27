namespace GanCluster.Core.Data;

/// <summary>
/// What a stream of chance is for. EXPLICIT and APPEND-ONLY: a number enters every seed, so changing one changes the bytes of every
/// run, and reusing one makes two streams equal.
/// </summary>
public enum StreamPurpose
{
    /// <summary>The generator's input noise.</summary>
    Latent = 1,

    /// <summary>The classes asked of the generator.</summary>
    Label = 2,

    /// <summary>Flips, crops and the like of real and fake samples.</summary>
    Augmentation = 3,

    /// <summary>Which activations are dropped.</summary>
    Dropout = 4,

    /// <summary>The parameters at the start.</summary>
    Initialization = 5,

    /// <summary>The order of the samples in an epoch (<see cref="Data.SampleOrder"/>); the phase is the epoch.</summary>
    SampleOrder = 6,

    /// <summary>The fixed latents of the sample pictures.</summary>
    Samples = 7,

    /// <summary>The points of a 2-D mixture.</summary>
    Mixture = 8,

    /// <summary>Places between and around samples at which a gradient penalty looks.</summary>
    Penalty = 9,

    /// <summary>Noise on what the discriminator sees.</summary>
    InstanceNoise = 10,

    /// <summary>The first vectors of spectral norm's power iteration.</summary>
    SpectralNorm = 11,

    /// <summary>Which samples a bootstrap takes.</summary>
    Evaluation = 12,

    /// <summary>Which images a stack is made of.</summary>
    Stacking = 13,

    /// <summary>Data of a program's own: the phase and the shard are its own to choose.</summary>
    Own = 14,
}
