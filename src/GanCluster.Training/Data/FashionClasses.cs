namespace GanCluster.Training.Data;

/// <summary>What the labels of Fashion-MNIST mean. Source: https://github.com/zalandoresearch/fashion-mnist#labels</summary>
public static class FashionClasses
{
    public static IReadOnlyList<string> Names { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
}
