using GanCluster.Commands;
using GanCluster.EndToEnd.Tests.Kubernetes;
using GanCluster.Hosting;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace GanCluster.EndToEnd.Tests.Containers;

/// <summary>What <c>deploy/compose.yaml</c> starts is what the program takes.</summary>
public sealed class ComposeTests
{
    [Theory, InlineData("coordinator"), InlineData("worker")]
    public void Service_ItsCommand_HasOptionsOfTheProgram(string service)
    {
        var words = Words(service);
        Assert.Equal("node", words[0]);
        var parsed = NodeCommand.Create(ProgramHost.OfProcess(null)).Parse(words[1..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(service, parsed.GetValue<string>("--roles"));
        Assert.Equal("4053", parsed.GetValue<string>("--port"));
        Assert.StartsWith("/runs/", parsed.GetValue<string>("--output"), StringComparison.Ordinal);
        if (service == "worker") Assert.Equal("coordinator:4053", parsed.GetValue<string>("--seeds"));
    }

    // A list of arguments, or one line for a shell.
    private static string[] Words(string service)
    {
        using var file = File.OpenText(Path.Combine(Kustomization.Repository, "deploy", "compose.yaml"));
        var compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, object>>>(new MergingParser(new Parser(file)));
        var command = (List<object>)((Dictionary<object, object>)compose["services"][service])["command"];
        const string Shell = "exec gancluster ";
        return command is [string line] && line.StartsWith(Shell, StringComparison.Ordinal)
            ? line[Shell.Length..].Replace("\"", "").Replace("$$(hostname)", "name").Split(' ')
            : [.. command.Cast<string>()];
    }
}
