namespace GanCluster.Training.Data;

/// <summary>
/// The 10,000 test images of Fashion-MNIST (Xiao, Rasul, Vollgraf, 2017), carried in this assembly so that a first run needs nothing.
/// MIT licence, Zalando SE: Embedded/LICENSE-fashion-mnist.txt, which is carried too.
/// </summary>
public static class EmbeddedFashion
{
    public static ImageSet Load()
    {
        var files = new IdxFiles("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
        using var images = Open(files.Images);
        using var labels = Open(files.Labels!);
        return IdxImages.Load("Fashion-MNIST", "embedded", files, images, labels, FashionClasses.Names);
    }

    private static Stream Open(string name) => typeof(EmbeddedFashion).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"the assembly was built without {name}");
}
