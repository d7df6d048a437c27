using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Export.Onnx;

/// <summary>
/// What each layer is in ONNX when it is evaluated. A layer's tensors are initializers of their own names; the division of spectral norm is in them already.
/// </summary>
/// <param name="classes">The value that holds the classes, one-hot, <c>[N, classes]</c>; null in a network without classes.</param>
internal sealed class LayerNodes(OnnxGraph graph, string? classes)
{
    /// <param name="input">The value that the layer takes.</param>
    /// <param name="shape">Of one sample of it.</param>
    /// <returns>The value that the layer gives.</returns>
    /// <exception cref="UnusableInputException">A layer that ONNX doesn't know of.</exception>
    public string Add(ILayer layer, string input, IReadOnlyList<long> shape) => layer switch
    {
        SpectralNormalized normalized => Add(normalized.Layer, input, shape),
        Residual residual => graph.Node("Add", layer.Name, [Chain(residual.Branch, input, shape), Chain(residual.Shortcut, input, shape)]),
        Dense => graph.Node("Gemm", layer.Name, WithTensors(layer, input), OnnxAttribute.Of("transB", 1)),
        Convolution => graph.Node("Conv", layer.Name, WithTensors(layer, input), OnnxAttribute.Of("strides", Convolution.Stride), Pads(Convolution.Padding[0])),
        SameConvolution same => graph.Node("Conv", layer.Name, WithTensors(layer, input), OnnxAttribute.Of("group", same.Groups), Pads(layer.Tensors[0].Shape[2] / 2)),
        TransposedConvolution => graph.Node("ConvTranspose", layer.Name, WithTensors(layer, input), OnnxAttribute.Of("strides", Convolution.Stride), Pads(Convolution.Padding[0])),
        BatchNormalization => graph.Node("BatchNormalization", layer.Name, WithTensors(layer, input), OnnxAttribute.Of("epsilon", BatchNormalization.Epsilon)),
        GroupNormalization group => Group(group, input, shape),
        Activate activate => Activated(activate, input),
        Maxout => graph.Node("ReduceMax", layer.Name, [Reshaped($"{layer.Name}.pieces", input, [layer.OutputShape(shape)[0], -1])], OnnxAttribute.Of("axes", [2L]), OnnxAttribute.Of("keepdims", 0)),
        StretchedSigmoid => graph.Node("Tanh", layer.Name, [graph.Node("Mul", $"{layer.Name}.half", [input, graph.Floats($"{layer.Name}.share", [1], [0.5f])])]),
        // Nothing is dropped when samples are drawn.
        Dropout => graph.Node("Identity", layer.Name, [input]),
        AppendClasses => graph.Node("Concat", layer.Name, [input, Classes(layer)], OnnxAttribute.Of("axis", 1)),
        Projection => Projected(layer, input),
        Reshape => Reshaped(layer.Name, input, layer.OutputShape(shape)),
        Upsample => Upsampled(layer, input),
        AveragePool => graph.Node("AveragePool", layer.Name, [input], OnnxAttribute.Of("kernel_shape", [2L, 2]), OnnxAttribute.Of("strides", [2L, 2])),
        SumPixels => graph.Node("ReduceSum", layer.Name, [input, graph.Wholes($"{layer.Name}.axes", [2, 3])], OnnxAttribute.Of("keepdims", 0)),
        _ => throw new UnusableInputException($"layer {layer.Name} is of {layer.GetType().Name}, which has no form in ONNX: export with --format safetensors."),
    };

    /// <summary>Layers one after another.</summary>
    public string Chain(IReadOnlyList<ILayer> layers, string input, IReadOnlyList<long> shape)
    {
        foreach (var layer in layers)
        {
            input = Add(layer, input, shape);
            shape = layer.OutputShape(shape);
        }

        return input;
    }

    private static string[] WithTensors(ILayer layer, string input) => [input, .. layer.Tensors.Select(spec => spec.Name)];

    // Above, left, below, right.
    private static ProtoMessage Pads(long pixels) => OnnxAttribute.Of("pads", Enumerable.Repeat(pixels, 4));

    // A zero takes the batch as it comes.
    private string Reshaped(string name, string input, IReadOnlyList<long> shape) => graph.Node("Reshape", name, [input, graph.Wholes($"{name}.shape", [0, .. shape])]);

    private string Activated(Activate layer, string input) => layer.Activation switch
    {
        Activation.Relu => graph.Node("Relu", layer.Name, [input]),
        Activation.LeakyRelu => graph.Node("LeakyRelu", layer.Name, [input], OnnxAttribute.Of("alpha", layer.NegativeSlope)),
        Activation.Elu => graph.Node("Elu", layer.Name, [input], OnnxAttribute.Of("alpha", 1.0)),
        Activation.Tanh => graph.Node("Tanh", layer.Name, [input]),
        Activation.Silu => graph.Node("Mul", layer.Name, [input, graph.Node("Sigmoid", $"{layer.Name}.sigmoid", [input])]),
        _ => throw new InvalidOperationException($"no activation {layer.Activation}"),
    };

    // The operator of this name came with opset 18, and got a scale for each channel with 21: so each group is an instance's one channel, and what scales and shifts comes after.
    private string Group(GroupNormalization layer, string input, IReadOnlyList<long> shape)
    {
        var grouped = Reshaped($"{layer.Name}.groups", input, [layer.Groups, -1]);
        var ones = graph.Floats($"{layer.Name}.ones", [layer.Groups], [.. Enumerable.Repeat(1f, (int)layer.Groups)]);
        var zeros = graph.Floats($"{layer.Name}.zeros", [layer.Groups], new float[layer.Groups]);
        var normal = graph.Node("InstanceNormalization", $"{layer.Name}.normal", [grouped, ones, zeros], OnnxAttribute.Of("epsilon", GroupNormalization.Epsilon));
        var channels = Reshaped($"{layer.Name}.channels", normal, shape);
        var perChannel = graph.Wholes($"{layer.Name}.perChannel", [shape[0], .. Enumerable.Repeat(1L, shape.Count - 1)]);
        var scaled = graph.Node("Mul", $"{layer.Name}.scaled", [channels, graph.Node("Reshape", $"{layer.Name}.scale", [layer.Tensors[0].Name, perChannel])]);
        return graph.Node("Add", layer.Name, [scaled, graph.Node("Reshape", $"{layer.Name}.shift", [layer.Tensors[1].Name, perChannel])]);
    }

    private string Upsampled(ILayer layer, string input) => graph.Node(
        "Resize", layer.Name, [input, "", graph.Floats($"{layer.Name}.scales", [4], [1, 1, 2, 2])],
        OnnxAttribute.Of("mode", "nearest"), OnnxAttribute.Of("coordinate_transformation_mode", "asymmetric"), OnnxAttribute.Of("nearest_mode", "floor"));

    private string Projected(ILayer layer, string input)
    {
        var unconditional = graph.Node("Gemm", $"{layer.Name}.unconditional", [input, layer.Tensors[0].Name, layer.Tensors[1].Name], OnnxAttribute.Of("transB", 1));
        var embedding = graph.Node("MatMul", $"{layer.Name}.embedding", [Classes(layer), layer.Tensors[2].Name]);
        var product = graph.Node("Mul", $"{layer.Name}.product", [input, embedding]);
        var projection = graph.Node("ReduceSum", $"{layer.Name}.projection", [product, graph.Wholes($"{layer.Name}.axes", [1])], OnnxAttribute.Of("keepdims", 1));
        return graph.Node("Add", layer.Name, [unconditional, projection]);
    }

    private string Classes(ILayer layer) => classes ?? throw new InvalidOperationException($"{layer.Name} needs classes");
}
