using System.Globalization;
using GanCluster.Core.Options;
using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace GanCluster.EndToEnd.Tests.Kubernetes;

/// <summary>What <c>k8s/</c> promises, held against Kubernetes' schemas and against the program.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> Folders => [.. Kustomization.Overlays.Select(name => $"k8s/overlays/{name}").Prepend("k8s/base")];

    [Theory, MemberData(nameof(Folders))]
    public void Render_EveryFolder_IsValidAndComplete(string folder)
    {
        var manifests = Kustomization.Render(folder);
        Assert.Equal(
            ["ConfigMap", "NetworkPolicy", "PodDisruptionBudget", "Service", "Service", "ServiceAccount", manifests.Of<V1Job>().Any() ? "Job" : "StatefulSet"],
            manifests.All.Select(document => document.Kind).Where(kind => kind != "PersistentVolumeClaim").OrderBy(kind => kind is "Job" or "StatefulSet").ThenBy(kind => kind));
        Assert.All(manifests.All, document => Assert.False(string.IsNullOrEmpty(document.Metadata.Name)));
    }

    /// <summary>What the test above would miss if reading weren't strict.</summary>
    [Theory]
    [InlineData("kind: Service\napiVersion: v1\nspec:\n  selectors: {}")]
    [InlineData("kind: Service\napiVersion: v1\nspec:\n  publishNotReadyAddresses: perhaps")]
    [InlineData("kind: StatefulSet\napiVersion: apps/v1\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        readyProbe: {}")]
    public void Parse_FieldOrTypeThatKubernetesLacks_IsRefused(string yaml) => Assert.ThrowsAny<YamlException>(() => Manifests.Parse(yaml));

    [Theory, MemberData(nameof(Folders))]
    public void Selectors_MatchThePods(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var labels = manifests.Pod.Metadata.Labels;
        var selectors = manifests.Of<V1StatefulSet>().Select(set => set.Spec.Selector.MatchLabels)
            .Concat(manifests.Of<V1Service>().Select(service => service.Spec.Selector))
            .Concat(manifests.Of<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels))
            .Concat(manifests.Of<V1NetworkPolicy>().Select(policy => policy.Spec.PodSelector.MatchLabels))
            .Concat(manifests.Of<V1NetworkPolicy>().Select(policy => policy.Spec.Ingress[0].FromProperty[0].PodSelector.MatchLabels))
            .Concat(manifests.Of<V1NetworkPolicy>().Select(policy => policy.Spec.Egress[0].To[0].PodSelector.MatchLabels))
            .Concat(manifests.Pod.Spec.TopologySpreadConstraints.Select(spread => spread.LabelSelector.MatchLabels));
        Assert.All(selectors, selector =>
        {
            Assert.NotEmpty(selector);
            Assert.All(selector, label => Assert.Equal(label.Value, labels[label.Key]));
        });
    }

    [Theory, MemberData(nameof(Folders))]
    public void References_NameWhatIsThere(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var pod = manifests.Pod.Spec;
        Assert.Equal(manifests.Of<V1ServiceAccount>().Single().Metadata.Name, pod.ServiceAccountName);
        Assert.All(manifests.Of<V1StatefulSet>(), set => Assert.Contains(manifests.Of<V1Service>(), service => service.Metadata.Name == set.Spec.ServiceName && service.Spec.ClusterIP == "None"));

        var volumes = pod.Volumes.Select(volume => volume.Name).Concat(manifests.Of<V1StatefulSet>().SelectMany(set => set.Spec.VolumeClaimTemplates).Select(claim => claim.Metadata.Name));
        Assert.Equal(volumes.Order(), manifests.Container.VolumeMounts.Select(mount => mount.Name).Order());
        Assert.All(pod.Volumes.Where(volume => volume.PersistentVolumeClaim is not null), volume =>
            Assert.Contains(manifests.Of<V1PersistentVolumeClaim>(), claim => claim.Metadata.Name == volume.PersistentVolumeClaim.ClaimName));

        var run = manifests.Run;
        Assert.All(pod.Volumes.Where(volume => volume.ConfigMap is not null), volume =>
        {
            Assert.Equal(run.Metadata.Name, volume.ConfigMap.Name);
            Assert.All(volume.ConfigMap.Items, item => Assert.Contains(item.Key, run.Data));
        });
        var taken = manifests.Container.Env.Where(variable => variable.ValueFrom?.ConfigMapKeyRef is not null).Select(variable => variable.ValueFrom.ConfigMapKeyRef).ToList();
        Assert.NotEmpty(taken);
        Assert.All(taken, reference => Assert.True(reference.Name == run.Metadata.Name && run.Data.ContainsKey(reference.Key), reference.Key));
    }

    [Theory, MemberData(nameof(Folders))]
    public void Ports_AgreeWithTheArguments(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var arguments = new PodArguments(manifests, 0);
        var ports = manifests.Container.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);
        Assert.Equal(arguments["--port"], Text(ports["control"]));
        Assert.Equal(arguments["--data-port"], Text(ports["data"]));
        Assert.EndsWith($":{ports["page"]}", arguments["--web"], StringComparison.Ordinal);
        Assert.Equal(3, ports.Count);

        Assert.All(manifests.Of<V1Service>().SelectMany(service => service.Spec.Ports), port => Assert.Contains(port.TargetPort.Value, ports.Keys));
        var policy = manifests.Of<V1NetworkPolicy>().Single().Spec;
        string[] planes = [Text(ports["control"]), Text(ports["data"])];
        Assert.Equal(planes, policy.Ingress[0].Ports.Select(port => port.Port.Value));
        Assert.Equal([.. planes, Text(ports["page"])], policy.Egress[0].Ports.Select(port => port.Port.Value));
        Assert.Equal([Text(ports["page"])], policy.Ingress[1].Ports.Select(port => port.Port.Value));
        Assert.Equal(Text(ports["page"]), manifests.Pod.Metadata.Annotations["prometheus.io/port"]);

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    [Theory, MemberData(nameof(Folders))]
    public void Seeds_AreNamesThatPodsHave(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var names = Enumerable.Range(0, 3).Select(ordinal => new PodArguments(manifests, ordinal)).Select(arguments => $"{arguments["--host"]}:{arguments["--port"]}");
        Assert.Equal(names, new PodArguments(manifests, 0)["--seeds"].Split(','));
        Assert.All(manifests.Of<V1StatefulSet>(), set => Assert.Equal("Parallel", set.Spec.PodManagementPolicy));
        // Pods become ready by joining others, and look for them before that.
        Assert.True(manifests.Of<V1Service>().Single(service => service.Spec.ClusterIP == "None").Spec.PublishNotReadyAddresses);
    }

    [Theory, MemberData(nameof(Folders))]
    public void Pods_HaveNoRightsAndOneVolumeToWriteTo(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var pod = manifests.Pod.Spec;
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.False(manifests.Of<V1ServiceAccount>().Single().AutomountServiceAccountToken);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        var container = manifests.Container.SecurityContext;
        Assert.True(container.ReadOnlyRootFilesystem);
        Assert.False(container.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.Capabilities.Drop);
        Assert.Equal("/runs", Assert.Single(manifests.Container.VolumeMounts, mount => mount.ReadOnlyProperty is not true).MountPath);
        // The user of the image: a volume that another one owns couldn't be written to.
        var dockerfile = File.ReadAllText(Path.Combine(Kustomization.Repository, "deploy", "Dockerfile"));
        Assert.Contains($"USER {pod.SecurityContext.RunAsUser}:{pod.SecurityContext.RunAsGroup}", dockerfile);
        Assert.Equal(pod.SecurityContext.RunAsUser, pod.SecurityContext.FsGroup);
    }

    [Theory, MemberData(nameof(Folders))]
    public void Run_IsAConfigurationThatTheProgramTakes(string folder)
    {
        var manifests = Kustomization.Render(folder);
        var preset = Presets.Find(manifests.Run.Data["PRESET"]);
        Assert.NotNull(preset);
        var bound = OptionBinder.Bind(preset, OptionsFile.Parse(manifests.Run.Data["run.json"], "run.json"), EnvironmentOptions.Read(new PodArguments(manifests, 0).Environment));
        Assert.Empty(bound.Mistakes);
    }

    [Theory, MemberData(nameof(Folders))]
    public void Resources_RequestsAndLimits_AreThere(string folder)
    {
        var resources = Kustomization.Render(folder).Container.Resources;
        foreach (var name in new[] { "cpu", "memory" }) Assert.True(resources.Requests[name].ToDecimal() is var least && least > 0 && least <= resources.Limits[name].ToDecimal(), name);
    }

    /// <summary>Either TLS or the word that there is none; the base says neither, so that nobody runs it by mistake.</summary>
    [Fact]
    public void Overlays_SayHowPlanesAreProtected()
    {
        Assert.All(Kustomization.Overlays, name =>
        {
            var manifests = Kustomization.Render($"k8s/overlays/{name}");
            var arguments = manifests.Container.Args;
            var files = arguments.Where(argument => argument.StartsWith("--tls-", StringComparison.Ordinal)).Select(argument => argument.Split('=')[1]).ToList();
            Assert.Equal(arguments.Contains("--insecure") ? 0 : 3, files.Count);
            if (files.Count == 0) return;
            var mount = manifests.Container.VolumeMounts.Single(mount => manifests.Pod.Spec.Volumes.Any(volume => volume.Name == mount.Name && volume.Secret is not null));
            Assert.Equal("gancluster-tls", manifests.Pod.Spec.Volumes.Single(volume => volume.Secret is not null).Secret.SecretName);
            // The page speaks TLS where the planes do.
            Assert.All(new[] { manifests.Container.StartupProbe, manifests.Container.ReadinessProbe, manifests.Container.LivenessProbe }, probe => Assert.Equal("HTTPS", probe.HttpGet.Scheme));
            // The keys of a Secret as cert-manager writes it.
            Assert.Equal(new[] { "tls.crt", "tls.key", "ca.crt" }.Select(key => $"{mount.MountPath}/{key}"), files);
        });
        Assert.DoesNotContain(Kustomization.Render("k8s/base").Container.Args, argument => argument == "--insecure" || argument.StartsWith("--tls-", StringComparison.Ordinal));
    }
}
