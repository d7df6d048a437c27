using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Training.Features;
using GanCluster.Training.Tests.Data;

namespace GanCluster.Training.Tests.Features;

/// <summary>
/// <c>Scripts/*.pt</c> were made by <c>torch.jit.script(module).save(file)</c> of PyTorch 2.6, of modules whose forward returns <c>F.avg_pool2d(images, 4).flatten(1)</c> (pooled), <c>images</c> (same) and
/// <c>(images, images)</c> (pair).
/// </summary>
public sealed class ScriptFeaturesTests : IDisposable
{
    private static readonly long[] Shape = [1, 8, 8];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FeaturesOf_Module_AreItsOutput()
    {
        var path = Script("pooled");
        using var features = FeatureExtractors.Open(path, Shape)!;
        Assert.Equal(("TorchScript pooled.pt", Digest.Of(File.ReadAllBytes(path)), (double?)null), (features.Description, features.Digest, features.Accuracy));
        var images = Enumerable.Range(0, 130 * 64).Select(i => i % 97 / 97f).ToArray();
        var found = features.FeaturesOf(images, Shape);
        Assert.Equal(130 * 4, found.Length);
        // The mean of rows 4 to 7, columns 0 to 3 of the last image.
        var expected = (from row in Enumerable.Range(4, 4) from column in Enumerable.Range(0, 4) select images[129 * 64 + row * 8 + column]).Average();
        Assert.Equal(expected, found[129 * 4 + 2], 1e-6f);
    }

    [Theory]
    [InlineData("same", "where [2, D] is needed")]
    [InlineData("pair", "something else than one tensor")]
    public void FeaturesOf_ModuleWithAnotherOutput_IsRefusedWithTheRemedy(string name, string reason)
    {
        using var features = FeatureExtractors.Open(Script(name), Shape)!;
        Assert.Contains(reason, Refusal(() => features.FeaturesOf(new float[128], Shape)), StringComparison.Ordinal);
    }

    [Fact]
    public void FeaturesOf_ImagesTheModuleCannotTakeOrNumbersThatAreNone_AreRefusedWithTheRemedy()
    {
        using var features = FeatureExtractors.Open(Script("pooled"), Shape)!;
        Assert.Contains("can't take images of shape", Refusal(() => features.FeaturesOf(new float[4], [1, 2, 2])), StringComparison.Ordinal);
        Assert.Contains("aren't finite numbers", Refusal(() => features.FeaturesOf([.. Enumerable.Repeat(float.NaN, 64)], Shape)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherFiles_AreRefusedWithTheRemedy()
    {
        Assert.Contains("isn't TorchScript", Refusal(() => FeatureExtractors.Open(_folder.Write("text.pt", "no model"u8.ToArray()), Shape)), StringComparison.Ordinal);
        Assert.Contains("gancluster features", Refusal(() => FeatureExtractors.Open(_folder.Write("text.safetensors", "no model"u8.ToArray()), Shape)), StringComparison.Ordinal);
        Assert.Contains("can't be read", Refusal(() => FeatureExtractors.Open(Path.Combine(_folder.Path, "none.pt"), Shape)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFile_IsTheProgramsOwnOrNone()
    {
        using var own = FeatureExtractors.Open(null, [1, 28, 28]);
        Assert.Equal(EmbeddedClassifier.Digest, own!.Digest);
        Assert.Null(FeatureExtractors.Open(null, [3, 28, 28]));
    }

    private static string Refusal(Action act) => Assert.Throws<UnusableInputException>(act).Message;

    private string Script(string name)
    {
        using var stream = typeof(ScriptFeaturesTests).Assembly.GetManifestResourceStream($"{name}.pt")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return _folder.Write($"{name}.pt", content);
    }
}
