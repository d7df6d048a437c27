using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class OptionCatalogTests
{
    [Fact]
    public void All_EveryKey_IsNestedCamelCaseAndKnownOnce()
    {
        var keys = OptionCatalog.All.Select(option => option.Key).ToList();
        Assert.Equal(keys.Distinct(StringComparer.OrdinalIgnoreCase), keys);
        Assert.Contains("discriminator.optimizer.learningRate", keys);
        Assert.Contains("generator.latent", keys);
        Assert.DoesNotContain("discriminator.latent", keys);
        Assert.DoesNotContain(keys, key => key.Contains('_'));
    }

    [Fact]
    public void Descriptor_RangeAndDefault_ComeFromTheProperty()
    {
        var option = OptionCatalog.Find("TRAINING.SHARDS")!;
        Assert.Equal((1, 65_536, 8, "1 to 65536"), (option.Min, option.Max, (int)option.Default, option.Range));
        Assert.Equal("sgd, adam, adamW, rmsProp", OptionCatalog.Find("generator.optimizer.kind")!.Range);
        Assert.False(OptionCatalog.Find("compute.lanes")!.BearsOnResult);
    }

    [Fact]
    public void Build_FromTheValuesOfAPreset_GivesThePreset()
    {
        foreach (var preset in Presets.All)
            Assert.Empty(OptionDifference.Between(preset.Options, OptionCatalog.Build(OptionCatalog.ValuesOf(preset.Options))));
    }

    [Fact]
    public void Format_EveryDefault_ParsesBack()
    {
        foreach (var option in OptionCatalog.All)
        {
            var text = OptionValue.Format(option.Default);
            Assert.Equal(option.Default, OptionValue.Parse(option, text).Value);
        }
    }
}
