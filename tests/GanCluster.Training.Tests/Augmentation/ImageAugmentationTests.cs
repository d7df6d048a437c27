using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Augmentation;
using GanCluster.Training.Steps;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Augmentation;

public class ImageAugmentationTests
{
    private static readonly AugmentationOptions Everything = new() { Kind = AugmentationKind.Ada, Turn = Switch.On };

    [Fact]
    public void Apply_StrengthZero_ChangesNothing()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var images = Images();
        Assert.Equal(Values(images), Values(Apply(Everything, images, strength: 0)), (one, other) => Math.Abs(one - other) < 1e-6);
    }

    // Distinct pixel values name the pixels that they came from.
    [Fact]
    public void Apply_ShiftAlone_MovesEveryPixelOfAnImageAlikeAndBlanksTheRest()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var images = Images();
        var moved = Apply(new AugmentationOptions { Kind = AugmentationKind.DiffAugment, Color = Switch.Off, Cutout = 0, Translation = 0.25 }, images, strength: 1);
        var shifts = new HashSet<(int, int)>();
        for (var image = 0; image < images.shape[0]; image++)
        {
            var found = (from down in Enumerable.Range(-2, 5) from right in Enumerable.Range(-2, 5) where IsShifted(images[image], moved[image], down, right) select (down, right)).ToArray();
            shifts.Add(Assert.Single(found));
        }

        Assert.True(shifts.Count > 10);
    }

    [Fact]
    public void Apply_CutoutAlone_BlanksOneSquare()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var images = Images();
        var cut = Apply(new AugmentationOptions { Kind = AugmentationKind.DiffAugment, Color = Switch.Off, Translation = 0, Cutout = 0.5 }, images, strength: 1);
        var blanks = cut.eq(tensor(0f)).sum([1L, 2L, 3L], false).to(int64).data<long>().ToArray();
        // At a corner a quarter of its 4 × 4 pixels is left.
        Assert.All(blanks, count => Assert.InRange(count, 3 * 4, 3 * 16));
        Assert.Contains(3 * 16, blanks);
        Assert.True(cut.ne(tensor(0f)).logical_and(cut.ne(images)).any().item<bool>() is false);
    }

    [Fact]
    public void Apply_Turns_GiveAllEightOrientations()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var one = Images()[..1];
        var images = one.expand(200, 3, 8, 8).contiguous();
        var turned = Apply(new AugmentationOptions { Kind = AugmentationKind.Ada, Turn = Switch.On, Color = Switch.Off, Translation = 0, Cutout = 0 }, images, strength: 1);
        var expected = from quarters in Enumerable.Range(0, 4) from mirrored in new[] { false, true } select Values((mirrored ? one.flip(3) : one).rot90(quarters, (2, 3)));
        var found = Enumerable.Range(0, 200).Select(i => string.Join(' ', Values(turned[i].unsqueeze(0)))).ToHashSet();
        Assert.Equal(expected.Select(each => string.Join(' ', each)).Order(), found.Order());
    }

    // Every change is an affine function of the image, so its gradient along a direction is a difference, whatever the distance.
    [Theory]
    [InlineData(AugmentationKind.DiffAugment, 1.0)]
    [InlineData(AugmentationKind.Ada, 0.5)]
    public void Apply_Gradient_IsTheDifference(AugmentationKind kind, double strength)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var options = Everything with { Kind = kind };
        var (images, direction) = (Images().to(float64).requires_grad_(true), Images(seed: 2).to(float64));
        var weights = Images(seed: 3).to(float64);
        var gradient = autograd.grad([(Apply(options, images, strength) * weights).sum()], [images])[0];
        var difference = ((Apply(options, images + direction, strength) - Apply(options, images - direction, strength)) * weights).sum().item<double>() / 2;
        Assert.Equal(difference, (gradient * direction).sum().item<double>(), 1e-9 * Math.Abs(difference));
    }

    [Fact]
    public void Apply_OtherStrength_DrawsTheSameLater()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var after = new List<double>();
        foreach (var strength in new[] { 0, 0.3, 1 })
        {
            using var noise = Noise();
            new ImageAugmentation(Everything).Apply(Images(), noise, strength);
            after.Add(noise.Augmentation.NextDouble());
        }

        Assert.Single(after.Distinct());
    }

    private static Tensor Apply(AugmentationOptions options, Tensor images, double strength)
    {
        using var noise = Noise();
        return new ImageAugmentation(options).Apply(images, noise, strength);
    }

    private static ShardNoise Noise()
    {
        var noise = new ShardNoise(CPU);
        noise.Begin(1, new PhaseNumber(3), new ShardIndex(2));
        return noise;
    }

    private static Tensor Images(long seed = 1)
    {
        using var stream = new TorchSharp.torch.Generator((ulong)seed, CPU);
        return rand([40, 3, 8, 8], generator: stream) + 0.5;
    }

    private static bool IsShifted(Tensor from, Tensor to, int down, int right)
    {
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var inside = y - down is >= 0 and < 8 && x - right is >= 0 and < 8;
                var expected = inside ? from[0, y - down, x - right].item<float>() : 0;
                if (to[0, y, x].item<float>() != expected) return false;
            }
        }

        return true;
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
