using k8s.Models;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>Environment and arguments of one pod as the kubelet hands them over: references resolved, <c>$(NAME)</c> replaced.</summary>
internal sealed class PodArguments
{
    /// <param name="ordinal">Its number in the set.</param>
    public PodArguments(Manifests manifests, int ordinal)
    {
        Name = $"{manifests.Of<V1StatefulSet>().Select(set => set.Metadata.Name).Concat(manifests.Of<V1Job>().Select(job => job.Metadata.Name)).Single()}-{ordinal}";
        foreach (var variable in manifests.Container.Env) Environment[variable.Name] = Expand(variable.Value ?? ValueOf(variable.ValueFrom, manifests));
        All = [.. manifests.Container.Args.Select(Expand)];

        string ValueOf(V1EnvVarSource source, Manifests all) => source.FieldRef?.FieldPath switch
        {
            "metadata.name" => Name,
            "metadata.annotations['batch.kubernetes.io/job-completion-index']" => $"{ordinal}",
            null => all.Run.Data[source.ConfigMapKeyRef.Key],
            var path => throw new NotSupportedException(path),
        };
    }

    public string Name { get; }

    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<string> All { get; }

    /// <summary>The value of an option; fails where it isn't given exactly once.</summary>
    public string this[string option] => Assert.Single(All, argument => argument.StartsWith($"{option}=", StringComparison.Ordinal))[(option.Length + 1)..];

    private string Expand(string text) => Environment.Aggregate(text, (expanded, variable) => expanded.Replace($"$({variable.Key})", variable.Value, StringComparison.Ordinal));
}
