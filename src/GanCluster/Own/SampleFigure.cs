namespace GanCluster;

/// <summary>A figure of your own, by which <c>evaluate</c> judges samples: of the generator, of the data, and of the generator before any training.</summary>
/// <param name="samples">One after another, each as many floats as the data's shape has, and at most as many samples as there are of the data.</param>
/// <returns>One number; what is good is yours to know.</returns>
public delegate double SampleFigure(ReadOnlySpan<float> samples);
