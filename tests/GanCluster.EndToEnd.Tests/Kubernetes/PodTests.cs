using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>Pods as Kubernetes would start, probe, scale and end them, without one.</summary>
public sealed class PodTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Three nodes of the local overlay, five, two: the bytes of one process. They stay when the run is done, also when they are started again.</summary>
    [Fact]
    public async Task Scale_ThreeToFiveToTwo_SameBytesAsOneProcess()
    {
        var run = PodRun.Of(steps: 1500);
        var cluster = new LocalCluster(Kustomization.RenderWith("local", _folder.PathOf("overlay"), run.Preset, run.Configuration), _folder.PathOf("pods"));
        var pods = Enumerable.Range(0, cluster.Manifests.Nodes.Spec.Replicas!.Value).Select(ordinal => LocalPod.Start(cluster, ordinal)).ToList();
        try
        {
            foreach (var pod in pods) await pod.Ready();

            pods.AddRange(new[] { 3, 4 }.Select(ordinal => LocalPod.Start(cluster, ordinal)));
            foreach (var pod in pods) await pod.Ready();
            await pods[4].Until("steps of the newest pod", () => pods[4].Folder.LastStep > 0);

            var leaving = pods[2..];
            foreach (var pod in leaving) pod.Terminate();
            foreach (var pod in leaving)
            {
                var (_, end) = await pod.EndWithinGrace();
                end.AssertExit(130);
                Assert.False(await pod.IsReady());
            }

            var staying = pods[..2];
            Assert.All(staying, pod => Assert.False(pod.Folder.HasResult, "the run was over before the others had left"));
            foreach (var pod in staying) await pod.Until("the end of the run", () => pod.Folder.HasResult);
            var one = (await undisturbed.Of(run.Setup)).Result;
            Assert.All(staying, pod => Assert.Equal((one.Digest, one.Steps), (pod.Folder.Result.Digest, pod.Folder.Result.Steps)));

            // The run is done: its page is still there, and a pod that is moved to another machine has nothing to do again.
            foreach (var pod in staying) await pod.Ready();
            staying[1].Terminate();
            (await staying[1].EndWithinGrace()).End.AssertExit(0);
            await using var again = LocalPod.Start(cluster, 1);
            await again.Ready();
            Assert.Equal(one.Digest, again.Folder.Result.Digest);
            again.Terminate();
            (await again.EndWithinGrace()).End.AssertExit(0);
        }
        finally
        {
            foreach (var pod in pods) await pod.DisposeAsync();
        }
    }

    /// <summary>A Secret in cert-manager's layout is what nodes take.</summary>
    [Fact]
    public async Task Tls_CertificatesFromASecret_SameBytesAsOneProcess()
    {
        // The first waits for the second.
        var run = PodRun.Of(steps: 1000, minWorkers: 2);
        var cluster = new LocalCluster(Kustomization.RenderWith("tls", _folder.PathOf("overlay"), run.Preset, run.Configuration), _folder.PathOf("pods"));
        (await GanClusterProgram.Run("certs", "--output", _folder.PathOf("certs"), "--names", "gancluster")).AssertExit(0);
        Directory.CreateDirectory(cluster.Secrets);
        foreach (var (from, to) in new[] { ("gancluster.pem", "tls.crt"), ("gancluster-key.pem", "tls.key"), ("ca.pem", "ca.crt") })
            File.Copy(_folder.PathOf("certs", from), Path.Combine(cluster.Secrets, to));

        await using var first = LocalPod.Start(cluster, 0);
        await using var second = LocalPod.Start(cluster, 1);
        var one = (await undisturbed.Of(run.Setup)).Result;
        foreach (var pod in new[] { first, second })
        {
            await pod.Until("the end of the run", () => pod.Folder.HasResult);
            Assert.Equal(one.Digest, pod.Folder.Result.Digest);
        }
    }
}
