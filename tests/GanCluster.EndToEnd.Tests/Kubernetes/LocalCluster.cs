using System.Net;
using System.Security.Cryptography;
using k8s.Models;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>Where the pods of a rendered folder live on this machine.</summary>
internal sealed class LocalCluster
{
    private readonly string _root;

    // Each pod has an address of its own, since all have the same ports; nobody else's tests have these.
    private readonly byte[] _network = [127, .. RandomNumberGenerator.GetBytes(2)];

    /// <param name="root">Of their volumes.</param>
    public LocalCluster(Manifests manifests, string root)
    {
        (Manifests, _root) = (manifests, root);
        Directory.CreateDirectory(Configuration);
        // Once: a pod that reads a file while it is written again would find nothing in it.
        foreach (var item in manifests.Pod.Spec.Volumes.Where(volume => volume.ConfigMap is not null).SelectMany(volume => volume.ConfigMap.Items))
            File.WriteAllText(Path.Combine(Configuration, item.Path), manifests.Run.Data[item.Key]);
    }

    public Manifests Manifests { get; }

    public string Secrets => Path.Combine(_root, "secrets");

    private string Configuration => Path.Combine(_root, "config");

    public IPAddress AddressOf(int ordinal) => new([.. _network, (byte)(ordinal + 1)]);

    /// <summary>The volume of a claim is the pod's; what a ConfigMap or a Secret holds is the same for all.</summary>
    public string FolderOf(V1VolumeMount mount, string pod)
    {
        var volume = Manifests.Pod.Spec.Volumes.SingleOrDefault(volume => volume.Name == mount.Name);
        if (volume?.Secret is not null) return Secrets;
        return volume?.ConfigMap is not null ? Configuration : Directory.CreateDirectory(Path.Combine(_root, pod)).FullName;
    }
}
