using System.Security.Cryptography.X509Certificates;
using GanCluster.Cluster.Security;
using GanCluster.Hosting;

namespace GanCluster.Jobs;

/// <summary>A certificate to be made.</summary>
/// <param name="Name">Of its files.</param>
/// <param name="Host">Name or address under which others call the node.</param>
internal sealed record NodeCertificate(string Name, string Host);

/// <param name="Output">The folder as the user wrote it, for the lines to be shown.</param>
internal sealed record CertsRequest(CertificateFolder Folder, string Output, IReadOnlyList<NodeCertificate> Nodes, Terminal Terminal);

/// <summary>Makes an authority, or takes the folder's own, and a certificate a node.</summary>
internal static class CertsJob
{
    private static readonly TimeSpan AuthorityValidity = TimeSpan.FromDays(3650), NodeValidity = TimeSpan.FromDays(825);

    public static void Run(CertsRequest request)
    {
        var (folder, terminal) = (request.Folder, request.Terminal);
        var isNew = !folder.HasAuthority;
        using var authority = folder.OpenOrCreateAuthority(AuthorityValidity);
        var made = request.Nodes.Select(node => (node, files: folder.IssueNode(authority, node.Name, [node.Host.Trim('[', ']')], NodeValidity))).ToArray();

        terminal.WriteLine($"{(isNew ? "An authority" : "More certificates of the authority")} in {request.Output}, keys readable by you alone:");
        if (isNew) terminal.WriteLine($"  {Pair(folder.AuthorityFiles.Certificate, folder.AuthorityFiles.Key)}: the authority, until {End(authority.Certificate)}; its key makes nodes, so it stays here");
        foreach (var (node, files) in made)
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(files.Certificate);
            terminal.WriteLine($"  {Pair(files.Certificate, files.Key)}: for {node.Host}, until {End(certificate)}");
        }

        terminal.WriteLine("Give each node its own certificate and key, and all of them ca.pem:");
        foreach (var (_, files) in made)
            terminal.WriteLine($"  --tls-cert {Shown(files.Certificate)} --tls-key {Shown(files.Key)} --tls-ca {Shown(files.Authority)}");

        string Shown(string path) => Path.Combine(request.Output, Path.GetFileName(path));
    }

    private static string Pair(string certificate, string key) => $"{Path.GetFileName(certificate)}, {Path.GetFileName(key)}";

    private static string End(X509Certificate2 certificate) => $"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
}
