using GanCluster.Core.Options;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>Both kinds of residual networks written a second time, without normalization: what <see cref="DoubleGan"/> takes for them.</summary>
internal sealed class DoubleResnet(Dictionary<string, Tensor> own, NetworkOptions options)
{
    public Tensor Generate(Tensor x)
    {
        x = DoubleGan.Dense(x, own, "project");
        x = x.reshape(x.shape[0], -1, 4, 4);
        for (var i = 1; own.ContainsKey($"up{i}.conv1.weight"); i++)
        {
            var name = $"up{i}";
            x = options.Block == ResidualBlock.Bottleneck
                ? Bottleneck(Twice(x), name)
                : Convolve(Active(Convolve(Twice(Active(x)), $"{name}.conv1")), $"{name}.conv2") + Convolve(Twice(x), $"{name}.shortcut");
        }

        return Convolve(Active(x), "output");
    }

    public Tensor Features(Tensor x)
    {
        var isBottleneck = options.Block == ResidualBlock.Bottleneck;
        if (isBottleneck) x = Convolve(x, "input");
        for (var i = 1; own.ContainsKey($"down{i}.conv1.weight"); i++)
        {
            var name = $"down{i}";
            x = isBottleneck
                ? Half(Bottleneck(x, name))
                : Half(Convolve(Active(Convolve(i == 1 ? x : Active(x), $"{name}.conv1")), $"{name}.conv2")) + Convolve(Half(x), $"{name}.shortcut");
        }

        x = Active(x);
        return isBottleneck ? x.reshape(x.shape[0], -1) : x.reshape(x.shape[0], x.shape[1], -1).sum(2);
    }

    private Tensor Bottleneck(Tensor x, string name)
    {
        x += Convolve(Active(Convolve(Active(Convolve(x, $"{name}.conv1")), $"{name}.conv2")), $"{name}.conv3");
        return own.ContainsKey($"{name}.width.weight") ? Convolve(x, $"{name}.width") : x;
    }

    private Tensor Active(Tensor x) => DoubleGan.Activate(x, options);

    private Tensor Convolve(Tensor x, string name)
    {
        var weight = DoubleGan.Weight(own, name);
        var pad = weight.shape[2] / 2;
        return nn.functional.conv2d(x, weight, own[$"{name}.bias"], padding: [pad, pad], groups: x.shape[1] / weight.shape[1]);
    }

    private static Tensor Twice(Tensor x) => x.repeat_interleave(2, 2).repeat_interleave(2, 3);

    private static Tensor Half(Tensor x) => x.reshape(x.shape[0], x.shape[1], x.shape[2] / 2, 2, x.shape[3] / 2, 2).mean([3, 5]);
}
