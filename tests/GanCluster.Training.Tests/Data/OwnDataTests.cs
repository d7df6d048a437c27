using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Data;

namespace GanCluster.Training.Tests.Data;

public sealed class OwnDataTests
{
    [Fact]
    public void Open_Data_IsWhatItSaysSampleBySample()
    {
        var data = Open(new Numbers());
        Assert.Equal(("numbers, a few", 5L), (data.Description, data.Count));
        Assert.Equal([3L], data.SampleShape);
        Assert.Equal(["even", "odd"], data.Classes);
        Assert.Equal([0, 1, 0], new[] { 0L, 1, 4 }.Select(data.LabelOf));
        var values = new float[6];
        data.Fill([4, 1], values);
        Assert.Equal([12, 13, 14, 3, 4, 5], values);
    }

    [Fact]
    public void Open_OptionsAndSeed_ReachTheProgram()
    {
        (string, long) seen = default;
        var source = new OwnDataSource((options, seed) =>
        {
            seen = (options.Path, seed);
            return new Numbers();
        });
        TrainingDataSource.Open(new DataOptions { Path = "/there", Source = new OpenChoice<DataSource>("own", source) }, seed: 7);
        Assert.Equal(("/there", 7), seen);
    }

    [Fact]
    public void Fingerprint_ContentAndText_ChangeIt()
    {
        var same = Open(new Numbers()).Fingerprint;
        Assert.Equal(same, Open(new Numbers { Description = "another name" }).Fingerprint);
        var others = new[]
        {
            new Numbers { Offset = 1 }, new Numbers { Count = 4 }, new Numbers { Classes = ["even", "odd", "neither"] }, new Numbers { Shift = 1 }, new Numbers { Classes = [] },
            new Numbers { Fingerprint = "1" }, new Numbers { Fingerprint = "2" },
        }.Select(data => Open(data).Fingerprint).Append(same).ToList();
        Assert.Equal(others.Count, others.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_Text_SparesTheReading() => _ = Open(new Numbers { Fingerprint = "1", Offset = float.NaN });

    public static TheoryData<IOwnData, string> Faults => new()
    {
        { new Numbers { Count = 0 }, "has no samples" },
        { new Numbers { SampleShape = [2, 8, 8] }, "[2, 8, 8]: give images" },
        { new Numbers { SampleShape = [1] }, "[1]: give images" },
        { new Numbers { SampleShape = [] }, "[]: give images" },
        { new Numbers { Offset = float.NaN }, "sample 0 has a value that isn't finite" },
        { new Numbers { Shift = 1, Classes = ["one"] }, "sample 0 has label 1, and labels go from 0 to 0" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Open_DataThatCannotBeTrainedOn_IsRefused(IOwnData data, string sentence)
    {
        var message = Assert.Throws<UnusableInputException>(() => Open(data)).Message;
        Assert.StartsWith("data.source own", message);
        Assert.Contains(sentence, message);
    }

    [Fact]
    public void Open_NameWithoutItsProgram_SaysWhatIsMissing() =>
        Assert.Contains("which this program doesn't have", Assert.Throws<UnusableInputException>(() => TrainingDataSource.Open(new DataOptions { Source = new OpenChoice<DataSource>("own") }, 1)).Message);

    private static ITrainingData Open(IOwnData data) =>
        TrainingDataSource.Open(new DataOptions { Source = new OpenChoice<DataSource>("own", new OwnDataSource((_, _) => data)) }, seed: 1);

    private sealed record Numbers : IOwnData
    {
        public string Description { get; init; } = "numbers, a few";
        public long Count { get; init; } = 5;
        public IReadOnlyList<long> SampleShape { get; init; } = [3];
        public IReadOnlyList<string> Classes { get; init; } = ["even", "odd"];
        public string? Fingerprint { get; init; }
        public float Offset { get; init; }
        public int Shift { get; init; }

        public int LabelOf(long sample) => (int)((sample + Shift) % 2);

        public void Read(long sample, Span<float> values)
        {
            for (var i = 0; i < values.Length; i++) values[i] = 3 * sample + i + Offset;
        }
    }
}
