using System.Net;
using System.Security.Cryptography;
using k8s.Models;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>Where the pods of a rendered folder live on this machine.</summary>
/// <param name="root">Of their volumes.</param>
internal sealed class LocalCluster(Manifests manifests, string root)
{
    // Each pod has an address of its own, since all have the same ports; nobody else's tests have these.
    private readonly byte[] _network = [127, .. RandomNumberGenerator.GetBytes(2)];

    public Manifests Manifests => manifests;

    public string Secrets => Path.Combine(root, "secrets");

    public IPAddress AddressOf(int ordinal) => new([.. _network, (byte)(ordinal + 1)]);

    /// <summary>The volume of a claim is the pod's; what a ConfigMap or a Secret holds is the same for all.</summary>
    public string FolderOf(V1VolumeMount mount, string pod)
    {
        var volume = manifests.Pod.Spec.Volumes.SingleOrDefault(volume => volume.Name == mount.Name);
        if (volume?.Secret is not null) return Secrets;
        var folder = Directory.CreateDirectory(Path.Combine(root, volume?.ConfigMap is null ? pod : "config")).FullName;
        if (volume?.ConfigMap is { } map)
        {
            foreach (var item in map.Items) File.WriteAllText(Path.Combine(folder, item.Path), manifests.Run.Data[item.Key]);
        }

        return folder;
    }
}
