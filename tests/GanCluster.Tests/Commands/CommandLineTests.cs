using GanCluster.Core.Options;
using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void TrainHelp_EveryOptionAndPreset_IsExplained()
    {
        Assert.Equal(0, _host.Run("train", "--help"));
        foreach (var option in OptionCatalog.All) Assert.Contains($"  {option.Key} ", _host.Output);
        foreach (var preset in Presets.All) Assert.Contains(preset.Description, _host.Output);
        var words = string.Join(' ', _host.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("(1 to 65536; default 8)", words);
        Assert.All(_host.Output.Split(Environment.NewLine), line => Assert.True(line.TrimEnd().Length <= 100, line));
    }

    [Fact]
    public void Version_Asked_IsPrinted()
    {
        Assert.Equal(0, _host.Run("--version"));
        Assert.StartsWith("gancluster 0.", _host.Output);
    }

    [Theory]
    [InlineData("'trian' is no command of gancluster; did you mean train?", "trian")]
    [InlineData("'--stepz' is no option of gancluster train; did you mean --steps?", "train", "--stepz", "4")]
    [InlineData("--steps", "train", "--steps")]
    [InlineData("--count", "sample", "--checkpoint", ".", "--output", "a.png")]
    public void Invoke_WrongArguments_IsOneSentenceAndExitCode2(string expected, params string[] arguments)
    {
        Assert.Equal(2, _host.Run(arguments));
        Assert.Contains(expected, _host.Error);
        Assert.Single(_host.Error.TrimEnd().Split('\n'));
        Assert.Empty(_host.Output);
    }

    [Fact]
    public void Invoke_NoCommand_ShowsTheCommands()
    {
        Assert.Equal(2, _host.Run());
        Assert.Contains("train", _host.Output);
    }

    [Fact]
    public void Sample_SeveralWrongArguments_ListsAll()
    {
        Assert.Equal(2, _host.Run("sample", "--checkpoint", "nowhere", "--count", "0", "--output", "a.gif", "--seed", "x"));
        Assert.All(["--checkpoint:", "--count:", "--output:", "--seed:"], name => Assert.Contains(name, _host.Error));
    }

    [Fact]
    public void Sample_WrongCombinations_AreAllListed()
    {
        Assert.Equal(2, _host.Run("sample", "--checkpoint", ".", "--count", "4", "--output", "a.npy", "--interpolate", "1", "--truncation", "0", "--latents", "z.png"));
        Assert.All(["--interpolate:", "--truncation:", "--latents:"], name => Assert.Contains(name, _host.Error));
        Assert.Equal(2, _host.Run("sample", "--checkpoint", ".", "--count", "4", "--output", "a.npy", "--latents", "./a.npy"));
        Assert.Contains("the same file", _host.Error);
    }

    [Fact]
    public void Export_EndingOfTheOtherFormat_IsRefused()
    {
        Assert.Equal(2, _host.Run("export", "--checkpoint", ".", "--format", "onnx", "--output", "a.safetensors"));
        Assert.Contains("name it .onnx", _host.Error);
    }

    [Fact]
    public void Sample_GoodArguments_ExitCode0() => Assert.Equal(0, _host.Run("sample", "--checkpoint", ".", "--count", "4", "--output", "a.npy"));
}
