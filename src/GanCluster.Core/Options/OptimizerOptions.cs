namespace GanCluster.Core.Options;

public enum OptimizerKind
{
    Sgd,

    /// <summary>Kingma and Ba 2015.</summary>
    Adam,

    /// <summary>Loshchilov and Hutter 2019: weight decay apart from the gradient.</summary>
    AdamW,

    /// <summary>Hinton 2012.</summary>
    RmsProp,
}

public sealed record OptimizerOptions
{
    [Option("optimizer: sgd, adam, adamW, rmsProp")]
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    [Option("learning rate", Min = 0, Max = 100)]
    public double LearningRate { get; init; } = 5e-4;

    [Option("adam, adamW: share that the first moment keeps", Min = 0, Max = 0.9999999)]
    public double Beta1 { get; init; } = 0.5;

    [Option("adam, adamW: share that the second moment keeps; rmsProp calls it alpha", Min = 0, Max = 0.9999999)]
    public double Beta2 { get; init; } = 0.999;

    [Option("added to the denominator", Min = 1e-30, Max = 1)]
    public double Epsilon { get; init; } = 1e-8;

    [Option("sgd, rmsProp: share of the last update that is kept", Min = 0, Max = 0.9999999)]
    public double Momentum { get; init; }

    [Option("weight decay: added to the gradient, but apart from it in adamW", Min = 0, Max = 10)]
    public double WeightDecay { get; init; }

    [Option("L2 norm to which a larger averaged gradient is clipped; 0 never clips", Min = 0, Max = 1e30)]
    public double ClipNorm { get; init; }

    /// <summary>Of the learning rate.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>Of the momentum: it rises where <see cref="ScheduleOptions.Final"/> is above 1 (Sutskever et al. 2013).</summary>
    public ScheduleOptions MomentumSchedule { get; init; } = new();
}
