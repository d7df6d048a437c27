using System.Reflection;
using System.Text.RegularExpressions;
using GanCluster.Cluster.Nodes;
using GanCluster.Core;
using GanCluster.Training;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public void EveryLogMessage_HasAnIdOfTheTable()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToHashSet();
        Assembly[] assemblies = [typeof(EventIds).Assembly, typeof(GanTrainer).Assembly, typeof(ClusterNode).Assembly, typeof(Program).Assembly];
        var messages =
            (from type in assemblies.SelectMany(assembly => assembly.GetTypes())
             from method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
             from message in method.GetCustomAttributes<LoggerMessageAttribute>()
             select (Where: $"{type.Name}.{method.Name}", message.EventId)).ToList();
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(ids.Contains(message.EventId), $"{message.Where} has {message.EventId}"));
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
