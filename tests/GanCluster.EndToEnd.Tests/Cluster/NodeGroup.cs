using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Several <c>gancluster node</c>, each a worker that may also coordinate, each a seed of all others, each with a folder of its own.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private readonly TrainingSetup _setup;
    private readonly string _path, _seeds;
    private readonly List<ClusterMember> _members = [];

    private NodeGroup(TrainingSetup setup, string path, IEnumerable<int> ports) =>
        (_setup, _path, _seeds) = (setup, path, string.Join(',', ports.Select(port => $"127.0.0.1:{port}")));

    public IReadOnlyList<ClusterMember> Members => _members;

    /// <summary>The member whose plan is the newest.</summary>
    public ClusterMember Coordinator => _members.MaxBy(member => member.LastPlanned)!;

    public static NodeGroup Start(TrainingSetup setup, string path, int count, params IReadOnlyList<string> settings)
    {
        var ports = Enumerable.Range(0, count).Select(_ => FreePort.Next()).ToList();
        var group = new NodeGroup(setup, path, ports);
        foreach (var port in ports) group.Add(port, ["--start-with", $"{count}", .. TrainingSetup.Set(settings)]);
        return group;
    }

    /// <summary>One more, with a port of its own.</summary>
    public ClusterMember Add(params IEnumerable<string> arguments) => Add(FreePort.Next(), arguments);

    /// <summary>Until each has completed so many steps of its own.</summary>
    public async Task UntilStep(long step)
    {
        foreach (var member in _members) await member.Program.Until($"step {step}", () => member.Folder.LastStep >= step);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members) await member.Program.DisposeAsync();
    }

    private ClusterMember Add(int port, IEnumerable<string> arguments)
    {
        var folder = new RunDirectory(Path.Combine(_path, $"node-{_members.Count + 1}"));
        var member = new ClusterMember(folder, GanClusterProgram.Start(
            ["node", .. _setup.Arguments, "--steps", $"{_setup.Steps}", "--lanes", "1", "--seeds", _seeds, "--port", $"{port}", "--web", "off", "--output", folder.Path, .. arguments]), port);
        _members.Add(member);
        return member;
    }
}
