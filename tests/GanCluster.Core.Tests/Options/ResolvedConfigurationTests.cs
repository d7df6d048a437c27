using CsCheck;
using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class ResolvedConfigurationTests
{
    [Fact]
    public void Write_EveryPreset_ReadsBackTheSame()
    {
        foreach (var preset in Presets.All)
        {
            var json = ResolvedConfiguration.Write(preset.Options);
            var read = ResolvedConfiguration.Read(json, "config.json");
            Assert.Empty(read.Mistakes);
            Assert.Empty(OptionDifference.Between(preset.Options, read.Options!));
            Assert.Equal(json, ResolvedConfiguration.Write(read.Options!));
        }
    }

    [Fact]
    public void Write_Defaults_NamesEveryOption() =>
        Assert.Equal(OptionCatalog.All.Select(option => option.Key), OptionsFile.Parse(ResolvedConfiguration.Write(new RunOptions()), "config.json").Settings.Select(setting => setting.Key));

    [Fact]
    public void Write_AnyValues_ReadBackTheSame() =>
        Gen.Select(Gen.Double[1e-12, 100], Gen.Long[0, long.MaxValue], Gen.Int[1, 65_536].Array[1, 5], Gen.String).Sample((rate, seed, hidden, path) =>
        {
            var options = new RunOptions
            {
                Data = new DataOptions { Path = path },
                Generator = new GeneratorOptions { Hidden = hidden, Optimizer = new OptimizerOptions { LearningRate = rate } },
                Training = new TrainingOptions { Seed = seed },
            };
            return OptionDifference.Between(options, ResolvedConfiguration.Read(ResolvedConfiguration.Write(options), "config.json").Options!).Count == 0;
        });
}
