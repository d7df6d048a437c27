using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Commands;

public sealed class EvaluateTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_Points_HasTheirFiguresBetweenThoseOfTheDataAndOfAnUntrainedGenerator()
    {
        var run = await undisturbed.Of(TrainingSetup.Preset("ring8", 30));
        var file = _folder.PathOf("figures.json");
        var end = (await GanClusterProgram.Run("evaluate", "--checkpoint", run.Path, "--count", "2000", "--output", file)).AssertExit(0);

        Assert.All(["generated", "the data", "untrained", "reverse KL"], word => Assert.Contains(word, end.Output));
        var figures = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Equal(30, figures["step"]!.GetValue<long>());
        Assert.Equal(8, Value("floor", "modes"));
        Assert.InRange(Value("floor", "highQuality"), 0.98, 0.998);
        Assert.InRange(Value("floor", "reverseKl"), 0, 0.01);
        // After thirty steps nothing lies on the circle yet.
        Assert.InRange(Value("generated", "highQuality"), 0, 0.2);
        Assert.InRange(Value("ceiling", "highQuality"), 0, 0.2);

        var again = (await GanClusterProgram.Run("evaluate", "--checkpoint", run.Path, "--count", "2000")).AssertExit(0);
        Assert.Equal(end.Output, again.Output);

        double Value(string of, string figure) => figures[of]![figure]!["value"]!.GetValue<double>();
    }

    [Fact]
    public async Task Evaluate_Images_HasTheirLogLikelihoodBesideThoseOfTheDataAndOfAnUntrainedGenerator()
    {
        var run = await undisturbed.Of(TrainingSetup.Tiny(40));
        var file = _folder.PathOf("figures.json");
        var picture = _folder.PathOf("pairs.png");
        var end = (await GanClusterProgram.Run("evaluate", "--checkpoint", run.Path, "--count", "500", "--neighbours", picture, "--output", file)).AssertExit(0);

        Assert.All(["generated", "the data", "untrained", "FID", "KID", "density", "coverage", "nearest neighbours", "sliced Wasserstein", "Parzen log-likelihood", "which the generator has seen"], word => Assert.Contains(word, end.Output));
        Assert.Empty(end.Error);
        var figures = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Equal("89504e47", Convert.ToHexStringLower(File.ReadAllBytes(picture).AsSpan(0, 4)));
        Assert.InRange(figures["extractor"]!["accuracy"]!.GetValue<double>(), 0.9, 1);
        Assert.Contains(figures["extractor"]!["digest"]!.GetValue<string>(), end.Output);
        // The 10,000 images in the program are all that the run knows: a tenth of them stands for test images.
        Assert.False(figures["isHeldOut"]!.GetValue<bool>());
        Assert.All(["generated", "floor", "ceiling"], of => Assert.Equal((500, 1000), (figures[of]!["samples"]!.GetValue<int>(), figures[of]!["testImages"]!.GetValue<int>())));
        // Known from elsewhere: hundreds of nats for images of the kind, far fewer for noise.
        Assert.InRange(Likelihood("floor"), 50, 400);
        Assert.True(Likelihood("floor") > Likelihood("ceiling") + 100, $"{Likelihood("floor")} against {Likelihood("ceiling")}");
        // Training images are hardly told from test images, but for being training images; what nobody trained covers nothing.
        Assert.True(10 * High("floor", "fid") < Value("ceiling", "fid"), $"{Value("floor", "fid")} against {Value("ceiling", "fid")}");
        Assert.InRange(Value("floor", "coverage"), 0.7, 1);
        Assert.InRange(Value("ceiling", "coverage"), 0, 0.1);
        Assert.Equal(0, Value("floor", "neighbours"));
        Assert.True(Value("ceiling", "neighbours") > 1);
        Assert.Null(figures["generated"]!["accuracy"]);

        double Value(string of, string figure) => figures[of]!["features"]![figure]!["value"]!.GetValue<double>();
        double High(string of, string figure) => figures[of]!["features"]![figure]!["high"]!.GetValue<double>();
        double Likelihood(string of) => figures[of]!["parzen"]!["logLikelihood"]!.GetValue<double>();
    }

    // The longest way: features of one's own, then figures by them.
    [Fact]
    public async Task Evaluate_FeaturesTrainedOnTheData_AreNamedWithTheirHash()
    {
        var file = _folder.PathOf("own.safetensors");
        var trained = (await GanClusterProgram.Run("features", "--set", "data.source=embedded", "--epochs", "1", "--output", file)).AssertExit(0);
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        Assert.EndsWith(digest, trained.Output.TrimEnd());
        var run = await undisturbed.Of(TrainingSetup.Tiny(40));
        var end = (await GanClusterProgram.Run("evaluate", "--checkpoint", run.Path, "--count", "100", "--features", file)).AssertExit(0);
        Assert.Contains(digest, end.Output);
        Assert.Contains("FID", end.Output);

        File.WriteAllText(file, "none");
        (await GanClusterProgram.Run("evaluate", "--checkpoint", run.Path, "--features", file)).AssertRefused("gancluster features");
    }

    [Fact]
    public async Task Evaluate_DataThatDoNotFit_IsRefusedWithTheRemedy()
    {
        var points = await undisturbed.Of(TrainingSetup.Preset("ring8", 30));
        (await GanClusterProgram.Run("evaluate", "--checkpoint", points.Path, "--data", _folder.Path)).AssertRefused("leave it out");
        (await GanClusterProgram.Run("evaluate", "--checkpoint", points.Path, "--classify")).AssertRefused("leave them out");
        var images = await undisturbed.Of(TrainingSetup.Tiny(40));
        (await GanClusterProgram.Run("evaluate", "--checkpoint", images.Path, "--classify")).AssertRefused("training.conditional=on");
    }

    [Fact]
    public async Task Evaluate_WrongArguments_AllAreListed()
    {
        var end = (await GanClusterProgram.Run("evaluate", "--checkpoint", _folder.PathOf("nowhere"), "--data", _folder.PathOf("neither"), "--count", "9", "--seed", "x", "--features", "nothing", "--neighbours", "a.txt", "--output", _folder.PathOf("none", "a.json"))).AssertExit(2);
        Assert.All(["--checkpoint", "--data", "--count", "--seed", "--features", "--neighbours", "--output"], option => Assert.Contains(option, end.Error));
    }
}
