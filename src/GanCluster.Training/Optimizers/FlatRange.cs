namespace GanCluster.Training.Optimizers;

/// <summary>Pointers to a range of parameters, their averaged gradient and up to two moments; <paramref name="Length"/> counts floats.</summary>
public readonly unsafe record struct FlatRange(float* Parameters, float* Gradient, float* First, float* Second, long Length);
