using GanCluster.Core.Options;

namespace GanCluster.Core.Schedules;

/// <summary>
/// A factor as a function of the step: from 1 to the final share at the horizon, after a warm-up. Only IEEE add, multiply, divide and square root, so that it is the same on every machine.
/// </summary>
/// <param name="horizon">The step at which it ends.</param>
public sealed class Schedule(ScheduleOptions options, long horizon)
{
    // (−1)ᵏ/(2k)!, highest first: cos x to the last bits of a double for 0 ≤ x ≤ π/2.
    private static readonly double[] CosineSeries =
    [
        1.0 / 2_432_902_008_176_640_000, -1.0 / 6_402_373_705_728_000, 1.0 / 20_922_789_888_000, -1.0 / 87_178_291_200, 1.0 / 479_001_600,
        -1.0 / 3_628_800, 1.0 / 40_320, -1.0 / 720, 1.0 / 24, -1.0 / 2, 1,
    ];

    /// <summary>The factor of a phase in this step, counted from 0.</summary>
    public double At(long step)
    {
        var factor = options.Kind switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Exponential => step >= horizon ? options.Final : Power(options.Final, (double)step / horizon),
            _ => options.Final + (1 - options.Final) * Left(step),
        };
        return step < options.Warmup ? factor * ((step + 1.0) / options.Warmup) : factor;
    }

    // 1 at the start, 0 at the horizon. (1 + cos πt)/2 is cos²(πt/2).
    private double Left(long step)
    {
        if (step >= horizon) return 0;
        var share = (double)step / horizon;
        if (options.Kind == ScheduleKind.Linear) return 1 - share;
        var cosine = Cosine(share * (Math.PI / 2));
        return cosine * cosine;
    }

    // The product of the value's 2nd, 4th, 8th, ... roots that the digits of the exponent (0 to below 1) name.
    private static double Power(double value, double exponent)
    {
        var power = 1.0;
        while (exponent > 0)
        {
            value = Math.Sqrt(value);
            exponent *= 2;
            if (exponent < 1) continue;
            power *= value;
            exponent -= 1;
        }

        return power;
    }

    private static double Cosine(double x)
    {
        var square = x * x;
        var sum = 0.0;
        foreach (var coefficient in CosineSeries) sum = sum * square + coefficient;
        return sum;
    }
}
