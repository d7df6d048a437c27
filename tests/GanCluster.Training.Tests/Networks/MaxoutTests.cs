using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Networks;

public class MaxoutTests
{
    [Fact]
    public void Forward_SomePieces_IsTheLargestAndTakesTheGradient()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var input = tensor(new float[,] { { 1, 5, -2, -3, -1, -7 }, { 0, -4, 8, 2, 9, 3 } }).requires_grad_(true);
        var output = new Maxout("m", 3).Forward(input, [], default);
        Assert.Equal([5, -1, 8, 9], output.data<float>().ToArray());
        (output * tensor(new float[,] { { 1, 2 }, { 3, 4 } })).sum().backward();
        Assert.Equal([0, 1, 0, 0, 2, 0, 0, 0, 3, 0, 4, 0], input.grad!.data<float>().ToArray());
    }

    [Fact]
    public void OutputShape_PiecesThatDontDivide_SaysSo()
    {
        Assert.Equal([4L], new Maxout("m", 3).OutputShape([12]));
        Assert.Contains("a multiple of 3", Assert.Throws<NetworkShapeException>(() => new Maxout("m", 3).OutputShape([13])).Message);
    }
}
