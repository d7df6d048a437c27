using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Native;

/// <summary>
/// Arithmetic with numbers that live until libtorch has read them. TorchSharp's own operators make a temporary <see cref="Scalar"/> (adding two tensors does:
/// its factor of 1) and pass on its address alone: if another thread's allocation starts a collection just then, the finalizer frees it during the call,
/// which then fails or computes with whatever lies there. BannedSymbols.Source.txt keeps those operators out.
/// </summary>
public static class HeldScalars
{
    public static Tensor Plus(this Tensor left, Tensor right)
    {
        using var one = 1.0.ToScalar();
        return left.add(right, one);
    }

    public static Tensor Plus(this Tensor tensor, double summand)
    {
        using var scalar = summand.ToScalar();
        using var one = 1.0.ToScalar();
        return tensor.add(scalar, one);
    }

    public static Tensor Minus(this Tensor left, Tensor right)
    {
        using var minusOne = (-1.0).ToScalar();
        return left.add(right, minusOne);
    }

    public static Tensor Times(this Tensor tensor, double factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.mul(scalar);
    }

    public static Tensor LeakyReluInPlace(this Tensor input, double negativeSlope)
    {
        using var slope = negativeSlope.ToScalar();
        return input.leaky_relu_(slope);
    }

    public static Tensor EluInPlace(this Tensor input)
    {
        using var one = 1.0.ToScalar();
        return input.elu_(one, one, one);
    }
}
