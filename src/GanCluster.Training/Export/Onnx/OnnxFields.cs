namespace GanCluster.Training.Export.Onnx;

/// <summary>Numbers of the fields that are written, and values of the enums: onnx.proto3 of https://github.com/onnx/onnx. They never change there.</summary>
internal static class OnnxFields
{
    internal static class Model
    {
        public const int IrVersion = 1, ProducerName = 2, ProducerVersion = 3, Graph = 7, OpsetImport = 8, Metadata = 14;
    }

    internal static class Opset
    {
        public const int Domain = 1, Version = 2;
    }

    internal static class Metadata
    {
        public const int Key = 1, Value = 2;
    }

    internal static class Graph
    {
        public const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12;
    }

    internal static class Node
    {
        public const int Input = 1, Output = 2, Name = 3, Operator = 4, Attribute = 5;
    }

    internal static class Attribute
    {
        public const int Name = 1, Float = 2, Whole = 3, Text = 4, Wholes = 8, Type = 20;
        public const long IsFloat = 1, IsWhole = 2, IsText = 3, AreWholes = 7;
    }

    internal static class Tensor
    {
        public const int Dimensions = 1, DataType = 2, Name = 8, RawData = 9;
        public const long Float32 = 1, Int64 = 7;
    }

    internal static class ValueInfo
    {
        public const int Name = 1, Type = 2;
    }

    internal static class ValueType
    {
        public const int Tensor = 1, ElementType = 1, Shape = 2, Dimension = 1, DimensionValue = 1, DimensionName = 2;
    }
}
