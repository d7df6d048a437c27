using k8s;
using k8s.Models;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>
/// Documents by Kubernetes' own models (generated from its OpenAPI document), read strictly: a field that isn't in them is refused, as is a value of another type.
/// </summary>
internal sealed record Manifests(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> All)
{
    private static readonly Dictionary<string, Func<string, IKubernetesObject<V1ObjectMeta>>> Readers = new()
    {
        ["v1/ConfigMap"] = Read<V1ConfigMap>,
        ["v1/PersistentVolumeClaim"] = Read<V1PersistentVolumeClaim>,
        ["v1/Secret"] = Read<V1Secret>,
        ["v1/Service"] = Read<V1Service>,
        ["v1/ServiceAccount"] = Read<V1ServiceAccount>,
        ["apps/v1/StatefulSet"] = Read<V1StatefulSet>,
        ["batch/v1/Job"] = Read<V1Job>,
        ["policy/v1/PodDisruptionBudget"] = Read<V1PodDisruptionBudget>,
        ["networking.k8s.io/v1/NetworkPolicy"] = Read<V1NetworkPolicy>,
    };

    public IEnumerable<T> Of<T>() => All.OfType<T>();

    public V1StatefulSet Nodes => Assert.Single(Of<V1StatefulSet>());

    public V1ConfigMap Run => Assert.Single(Of<V1ConfigMap>());

    /// <summary>The pods that are made, of whatever makes them.</summary>
    public V1PodTemplateSpec Pod => Of<V1StatefulSet>().Select(set => set.Spec.Template).Concat(Of<V1Job>().Select(job => job.Spec.Template)).Single();

    public V1Container Container => Assert.Single(Pod.Spec.Containers);

    /// <param name="yaml">Documents between lines of three dashes.</param>
    public static Manifests Parse(string yaml) => new(
    [
        .. yaml.Split("\n---\n").Select(document =>
        {
            var kind = KubernetesYaml.Deserialize<AnyObject>(document);
            Assert.True(Readers.TryGetValue($"{kind.ApiVersion}/{kind.Kind}", out var read), $"{kind.ApiVersion}/{kind.Kind} isn't known here");
            return read(document);
        }),
    ]);

    private static IKubernetesObject<V1ObjectMeta> Read<T>(string document)
        where T : IKubernetesObject<V1ObjectMeta> => KubernetesYaml.Deserialize<T>(document, strict: true);

    private sealed record AnyObject
    {
        public string ApiVersion { get; init; } = "";

        public string Kind { get; init; } = "";
    }
}
