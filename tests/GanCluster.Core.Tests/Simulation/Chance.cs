namespace GanCluster.Core.Tests.Simulation;

/// <summary>SplitMix64: the simulator's only source of chance.</summary>
internal struct Chance(ulong seed)
{
    private ulong _state = seed;

    public static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>first ≤ result ≤ last.</summary>
    public int Int(int first, int last) => first + (int)(Next() % (ulong)(last - first + 1));

    public bool OneIn(int count) => Int(1, count) == 1;
}
