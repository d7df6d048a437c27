using GanCluster.Training.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Benchmarks;

/// <summary>
/// The loop as a TorchSharp user writes it: modules, TorchSharp's Adam, two intra-op threads, one batch. The step is that of the PyTorch
/// loop beside which docs/performance.md measures.
/// </summary>
internal sealed class HandWrittenLoop : IContestant
{
    private const int Batch = BenchmarkNetwork.GlobalBatch;

    private readonly Sequential _generator, _discriminator;
    private readonly optim.Optimizer _generatorOptimizer, _discriminatorOptimizer;
    private readonly Tensor _data, _one, _zero;

    public HandWrittenLoop(BenchmarkNetwork network, NoiseData data, int threads)
    {
        MathLibraries.Prepare();
        set_num_threads(threads);
        (_generator, _discriminator) = network.Name == "mlp" ? Mlp() : Dcgan();
        _generatorOptimizer = optim.Adam(_generator.parameters(), lr: 2e-4, beta1: 0.5, beta2: 0.999);
        _discriminatorOptimizer = optim.Adam(_discriminator.parameters(), lr: 2e-4, beta1: 0.5, beta2: 0.999);
        _data = tensor(data.Values, [data.Count, .. data.SampleShape]);
        _one = ones(Batch, 1);
        _zero = zeros(Batch, 1);
    }

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            Step();
        }
    }

    public void Dispose()
    {
        _generator.Dispose();
        _discriminator.Dispose();
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
        _data.Dispose();
        _one.Dispose();
        _zero.Dispose();
    }

    private void Step()
    {
        var real = _data.index_select(0, randint(_data.shape[0], [Batch], dtype: int64));
        _discriminatorOptimizer.zero_grad();
        Tensor fake;
        using (no_grad()) fake = _generator.forward(randn(Batch, 100));
        var logits = _discriminator.forward(cat([real, fake]));
#pragma warning disable RS0030 // As a user writes it. One thread allocates here, so no collection falls into the call.
        var loss = functional.binary_cross_entropy_with_logits(logits.narrow(0, 0, Batch), _one)
            + functional.binary_cross_entropy_with_logits(logits.narrow(0, Batch, Batch), _zero);
#pragma warning restore RS0030
        loss.backward();
        _discriminatorOptimizer.step();

        _generatorOptimizer.zero_grad();
        foreach (var parameter in _discriminator.parameters()) parameter.requires_grad_(false);
        functional.binary_cross_entropy_with_logits(_discriminator.forward(_generator.forward(randn(Batch, 100))), _one).backward();
        _generatorOptimizer.step();
        foreach (var parameter in _discriminator.parameters()) parameter.requires_grad_(true);
    }

#pragma warning disable RS0030 // What is measured here is the loop that draws from libtorch's global generator.
    private static (Sequential Generator, Sequential Discriminator) Mlp() => (
        Sequential(
            Linear(100, 256), LeakyReLU(0.2, true), Linear(256, 512), LeakyReLU(0.2, true),
            Linear(512, 1024), LeakyReLU(0.2, true), Linear(1024, 784), Tanh()),
        Sequential(Linear(784, 512), LeakyReLU(0.2, true), Linear(512, 256), LeakyReLU(0.2, true), Linear(256, 1)));

    private static (Sequential Generator, Sequential Discriminator) Dcgan() => (
        Sequential(
            Linear(100, 128 * 49), Unflatten(1, [128, 7, 7]), ReLU(true),
            ConvTranspose2d(128, 64, 4, 2, 1), ReLU(true), ConvTranspose2d(64, 1, 4, 2, 1), Tanh()),
        Sequential(
            Conv2d(1, 64, 4, 2, 1), LeakyReLU(0.2, true), Conv2d(64, 128, 4, 2, 1), LeakyReLU(0.2, true),
            Flatten(), Linear(128 * 49, 1)));
#pragma warning restore RS0030
}
