using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;
using Microsoft.ML.OnnxRuntime;

namespace GanCluster.EndToEnd.Tests.Commands;

public sealed class ExportTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_Safetensors_HasNamesAndShapesAsPyTorchAndTheGeneratorsValues()
    {
        var run = await undisturbed.Of(TrainingSetup.Preset("ring8", 30));
        var file = _folder.PathOf("generator.safetensors");
        (await GanClusterProgram.Run("export", "--checkpoint", run.Path, "--output", file)).AssertExit(0);

        var (header, values) = Read(file);
        (string Name, long[] Shape)[] expected =
        [
            ("hidden1.weight", [128, 32]), ("hidden1.bias", [128]), ("hidden2.weight", [128, 128]), ("hidden2.bias", [128]),
            ("hidden3.weight", [128, 128]), ("hidden3.bias", [128]), ("output.weight", [2, 128]), ("output.bias", [2]),
        ];
        Assert.Equal(expected.Select(one => one.Name).Order(), header.Select(one => one.Key).Where(name => name != "__metadata__").Order());
        Assert.All(expected, one =>
        {
            var tensor = header[one.Name]!;
            Assert.Equal("F32", tensor["dtype"]!.GetValue<string>());
            Assert.Equal(one.Shape, tensor["shape"]!.AsArray().Select(size => size!.GetValue<long>()));
            Assert.Equal(one.Shape.Aggregate(1L, (product, size) => product * size) * sizeof(float), tensor["data_offsets"]![1]!.GetValue<long>() - tensor["data_offsets"]![0]!.GetValue<long>());
        });
        Assert.Equal(("pt", "32", "2"), (Metadata("format"), Metadata("latent"), Metadata("sample")));
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        // Uniform in ±1/√fan-in at first; thirty steps hardly move it.
        Assert.InRange(values.Max(), 0.15f, 0.25f);

        string Metadata(string name) => header["__metadata__"]![name]!.GetValue<string>();
    }

    // All that a user of another runtime has: two files of ours, and the latents.
    [Fact]
    public async Task Export_Onnx_GivesTheImagesThatSampleGives()
    {
        var run = await undisturbed.Of(TrainingSetup.Conditional(30));
        var (model, images, latents) = (_folder.PathOf("generator.onnx"), _folder.PathOf("images.npy"), _folder.PathOf("latents.npy"));
        (await GanClusterProgram.Run("export", "--checkpoint", run.Path, "--output", model)).AssertExit(0);
        (await GanClusterProgram.Run("sample", "--checkpoint", run.Path, "--classes", "3,Bag", "--count", "4", "--output", images, "--latents", latents)).AssertExit(0);

        var latent = NumpyFile.Read(latents);
        Assert.Equal([8, 100], latent.Shape);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        using var latentValue = OrtValue.CreateTensorValueFromMemory(latent.Values, [8, 100]);
        using var labels = OrtValue.CreateTensorValueFromMemory(new long[] { 3, 3, 3, 3, 8, 8, 8, 8 }, [8]);
        using var running = new RunOptions();
        using var outputs = session.Run(running, new Dictionary<string, OrtValue> { ["latent"] = latentValue, ["labels"] = labels }, ["samples"]);

        Assert.Equal(NumpyFile.Read(images).Values, outputs[0].GetTensorDataAsSpan<float>().ToArray(), (one, other) => Math.Abs(one - other) <= 1e-4);
        Assert.Contains("\"Bag\"", session.ModelMetadata.CustomMetadataMap["classNames"]);
    }

    [Fact]
    public async Task Export_WrongArguments_AllAreListed()
    {
        var end = (await GanClusterProgram.Run("export", "--checkpoint", _folder.PathOf("nowhere"), "--format", "pickle", "--output", _folder.PathOf("none", "a.safetensors"))).AssertExit(2);
        Assert.All(["--checkpoint", "--format", "--output"], option => Assert.Contains(option, end.Error));
    }

    // Length of the header (u64, little-endian), the header (JSON), the values.
    private static (JsonObject Header, float[] Values) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return (JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject(), MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + length)).ToArray());
    }
}
