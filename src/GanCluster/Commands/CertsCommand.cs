using System.CommandLine;
using GanCluster.Cluster.Security;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster certs</c>: checks its arguments all at once, then makes what is asked for. Nothing that is there is overwritten.</summary>
internal static class CertsCommand
{
    private const string DefaultName = "node";

    public static Command Create(ProgramHost host)
    {
        var output = new Option<string>("--output") { Description = "where to write them; a folder with an authority gets certificates of that authority", HelpName = "DIR", Required = true };
        var names = new Option<string[]>("--names")
        {
            Description = $"host names or addresses of the nodes, one certificate each; without it one certificate called {DefaultName}, for this machine",
            HelpName = "HOST,...",
        };
        var command = new Command("certs", "makes a private authority and certificates for nodes") { output, names };
        command.SetAction(parsed => Run(host, parsed.GetValue(output)!, parsed.GetValue(names) ?? []));
        return command;
    }

    private static int Run(ProgramHost host, string output, string[] names)
    {
        var hosts = names.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries)).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        NodeCertificate[] nodes = hosts.Length == 0
            ? [new NodeCertificate(DefaultName, Environment.MachineName)]
            : [.. hosts.Select(name => new NodeCertificate(FileNameOf(name), name))];
        var folder = new CertificateFolder(host.FullPath(output), host.Time);

        var mistakes = new List<string>();
        foreach (var node in nodes)
        {
            if (!CertificateFolder.CanName(node.Name))
                mistakes.Add($"--names: '{node.Host}' is no host name or address that a certificate can be made for; give names such as node-0.example,10.0.0.7.");
        }

        if (folder.HasAuthority && hosts.Length == 0)
            mistakes.Add($"{output} has an authority already, and it is not overwritten: give --names HOST,... for more certificates of it, or another --output.");
        else if (nodes.Where(node => mistakes.Count == 0 && folder.HasNode(node.Name)).Select(node => node.Name).ToArray() is { Length: > 0 } there)
            mistakes.Add($"{output} has certificates for {string.Join(", ", there)} already, and they are not overwritten: delete those files first, or give another --output.");
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        CertsJob.Run(new CertsRequest(folder, output, nodes, host.Terminal));
        return ExitCode.Done;
    }

    // A colon of an IPv6 address is nothing for a file's name.
    private static string FileNameOf(string host) => host.Trim('[', ']').Replace(':', '-').TrimStart('-');
}
