using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;
using k8s.Models;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>
/// A pod's container as a process here: its environment and arguments as rendered, where names of pods and the address of all interfaces are addresses of this
/// machine's loopback, and mounted folders are folders.
/// </summary>
internal sealed partial class LocalPod : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly RunningProgram _program;
    private readonly V1Container _container;
    private readonly TimeSpan _grace;
    private readonly Uri _page;

    private LocalPod(LocalCluster cluster, PodArguments arguments, IPAddress address)
    {
        (_container, _grace) = (cluster.Manifests.Container, TimeSpan.FromSeconds(cluster.Manifests.Pod.Spec.TerminationGracePeriodSeconds!.Value));
        Folder = new RunDirectory(Local(arguments["--output"]));
        _page = new Uri($"http://{Local(arguments["--web"])}");
        _program = GanClusterProgram.StartAfter(["env", .. arguments.Environment.Select(variable => $"{variable.Key}={Local(variable.Value)}")], arguments.All.Select(Local));

        string Local(string text)
        {
            text = PodName().Replace(text, match => cluster.AddressOf(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToString());
            text = text.Replace("0.0.0.0", address.ToString(), StringComparison.Ordinal);
            return _container.VolumeMounts.Aggregate(text, (path, mount) => path.Replace($"{mount.MountPath}/", $"{cluster.FolderOf(mount, arguments.Name)}/", StringComparison.Ordinal));
        }
    }

    /// <summary>Of its run.</summary>
    public RunDirectory Folder { get; }

    public static LocalPod Start(LocalCluster cluster, int ordinal) => new(cluster, new PodArguments(cluster.Manifests, ordinal), cluster.AddressOf(ordinal));

    public Task Until(string what, Func<bool> condition) => _program.Until(what, condition);

    /// <summary>Waits as the kubelet does before it sends traffic: for the start-up probe, then for readiness, and that it is alive.</summary>
    public async Task Ready()
    {
        foreach (var probe in new[] { _container.StartupProbe, _container.ReadinessProbe, _container.LivenessProbe })
            await _program.Until($"{probe.HttpGet.Path} is well", () => IsWell(probe));
    }

    public Task<bool> IsReady() => IsWell(_container.ReadinessProbe);

    public void Terminate() => _program.Send(Signal.Terminate);

    /// <summary>Waits for the end after <see cref="Terminate"/>, no longer than the kubelet would.</summary>
    /// <returns>How long it took.</returns>
    public async Task<(TimeSpan Took, ProgramEnd End)> EndWithinGrace()
    {
        var start = Stopwatch.GetTimestamp();
        var end = await _program.End();
        var took = Stopwatch.GetElapsedTime(start);
        Assert.True(took < _grace, $"it took {took}: the kubelet would have killed it after {_grace}\n{end}");
        return (took, end);
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private async Task<bool> IsWell(V1Probe probe)
    {
        try
        {
            // On loopback a node answers to this name only.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_page, probe.HttpGet.Path)) { Headers = { Host = "localhost" } };
            using var answer = await Http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"gancluster-(\d+)\.gancluster")]
    private static partial Regex PodName();
}
