using System.Reflection;
using System.Text.RegularExpressions;
using GanCluster.Core;

namespace GanCluster.Tests.Logging;

public partial class EventTableTests
{
    [Fact]
    public void Operations_HasEveryEventIdOnce_AndNoOther()
    {
        var table = File.ReadLines(Path.Combine(Root(), "docs", "operations.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success)
            .SelectMany(row => row.Groups[1].Value.Split(", ")).Select(int.Parse).Order();
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).Order();
        Assert.Equal(ids, table);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GanCluster.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^\| (\d+(?:, \d+)*) \| .+ \| .+ \|$")]
    private static partial Regex Row();
}
