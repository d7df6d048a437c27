namespace GanCluster.Training.Optimizers;

/// <summary>Pointers to a range of parameters, their averaged gradient and up to two moments; <paramref name="length"/> counts floats.</summary>
public readonly unsafe ref struct FlatRange(float* parameters, float* gradient, float* first, float* second, long length)
{
    public float* Parameters => parameters;
    public float* Gradient => gradient;
    public float* First => first;
    public float* Second => second;
    public long Length => length;
}
