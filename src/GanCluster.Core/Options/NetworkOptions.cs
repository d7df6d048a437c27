namespace GanCluster.Core.Options;

public enum NetworkKind
{
    /// <summary>Dense layers: every neuron takes the outputs of all neurons of the layer before.</summary>
    Mlp,

    /// <summary>Strided convolutions (Radford et al. 2016), for images of 28 to 128 pixels.</summary>
    Dcgan,

    /// <summary>Residual blocks (He et al. 2016), for the same sizes.</summary>
    Resnet,
}

public enum ResidualBlock
{
    /// <summary>Two 3×3 convolutions, activations before them (Miyato et al. 2018).</summary>
    Plain,

    /// <summary>1×1, grouped 3×3, 1×1 that starts at zero (R3GAN, Huang et al. 2024).</summary>
    Bottleneck,
}

public enum Activation
{
    Relu,
    LeakyRelu,
    Elu,
    Tanh,
    Silu,

    /// <summary>The largest of some linear pieces of the input (Goodfellow et al. 2013): of an mlp.</summary>
    Maxout,
}

/// <summary>How an image's values come to lie in −1 to 1.</summary>
public enum ImageOutput
{
    Tanh,

    /// <summary>2σ(x) − 1: the logistic function, stretched from 0 to 1 as far as the data reach.</summary>
    Sigmoid,
}

public enum Normalization
{
    None,

    /// <summary>Over the shard's samples (Ioffe and Szegedy 2015); running statistics ride along with the gradient.</summary>
    Batch,

    /// <summary>Over groups of channels of one sample (Wu and He 2018).</summary>
    Group,
}

public enum Initialization
{
    /// <summary>Uniform in ±1/√fan-in, weights and biases: what PyTorch's layers do.</summary>
    Uniform,

    /// <summary>Normal with standard deviation 0.02, biases zero (Radford et al. 2016).</summary>
    Dcgan,

    /// <summary>Normal with variance 2/fan-in, biases zero (He et al. 2015).</summary>
    He,

    /// <summary>Uniform with variance 2/(fan-in + fan-out), biases zero (Glorot and Bengio 2010).</summary>
    Glorot,

    /// <summary>Uniform in ±<see cref="NetworkOptions.InitialRange"/>, biases zero.</summary>
    Range,
}

/// <summary>One network. For the generator <see cref="GeneratorOptions"/> adds the latent.</summary>
public record NetworkOptions
{
    [Option("kind of network: mlp, dcgan, resnet")]
    public OpenChoice<NetworkKind> Kind { get; init; } = NetworkKind.Dcgan;

    [Option("sizes of the hidden layers of an mlp, as a list: 256,512,1024", Min = 1, Max = 65_536)]
    public IReadOnlyList<int> Hidden { get; init; } = [512, 256];

    [Option("channels at the image's full size (dcgan: at half of it); smaller images have 2, 4, ... times as many, in a resnet at most 8", Min = 1, Max = 4096)]
    public int Channels { get; init; } = 32;

    [Option("blocks of a resnet: plain, bottleneck")]
    public ResidualBlock Block { get; init; } = ResidualBlock.Plain;

    [Option("activation of the hidden layers: relu, leakyRelu, elu, tanh, silu; maxout in an mlp")]
    public Activation Activation { get; init; } = Activation.LeakyRelu;

    [Option("maxout: linear pieces of which each neuron takes the largest", Min = 2, Max = 64)]
    public int Pieces { get; init; } = 5;

    [Option("slope of leakyRelu for negative inputs", Min = 0, Max = 1)]
    public double NegativeSlope { get; init; } = 0.2;

    [Option("normalization of the hidden layers: none, batch, group")]
    public Normalization Normalization { get; init; } = Normalization.None;

    [Option("groups of group normalization", Min = 1, Max = 4096)]
    public int Groups { get; init; } = 8;

    [Option("on divides every weight by its largest singular value (Miyato et al. 2018)")]
    public Switch SpectralNorm { get; init; } = Switch.Off;

    [Option("share of the outputs of each hidden layer of an mlp or dcgan that a training pass drops (Srivastava et al. 2014)", Min = 0, Max = 0.95)]
    public double Dropout { get; init; }

    [Option("share of the network's inputs that a training pass drops: pixels turn black", Min = 0, Max = 0.95)]
    public double InputDropout { get; init; }

    [Option("initial weights: uniform, dcgan, he, glorot, range")]
    public Initialization Initialization { get; init; } = Initialization.Uniform;

    [Option("range: the largest size of an initial weight", Min = 1e-9, Max = 10)]
    public double InitialRange { get; init; } = 0.05;

    public OptimizerOptions Optimizer { get; init; } = new();
}

public sealed record GeneratorOptions : NetworkOptions
{
    public GeneratorOptions() => Activation = Activation.Relu;

    [Option("size of the latent vector, drawn from a standard normal distribution", Min = 1, Max = 65_536)]
    public int Latent { get; init; } = 100;

    [Option("end of a generator of images, whose values lie in -1 to 1: tanh, sigmoid")]
    public ImageOutput Output { get; init; } = ImageOutput.Tanh;

    [Option("share of itself that the moving average of the generator keeps at a step; 0 keeps none: the average is the generator", Min = 0, Max = 0.9999999)]
    public double MovingAverage { get; init; } = 0.998;

    [Option("at its update t the moving average keeps at most (1 + t)/(warmup + t); 0 keeps the whole share from the start", Min = 0, Max = 1e9)]
    public long AverageWarmup { get; init; }
}
