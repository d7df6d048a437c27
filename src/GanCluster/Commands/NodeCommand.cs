using System.CommandLine;
using GanCluster.Core.Options;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary><c>gancluster node</c>, and the hidden option with which <c>train --workers</c> starts its own.</summary>
internal static class NodeCommand
{
    public const string Name = "node";

    /// <summary>What a child says on a line of its own, before the address.</summary>
    public const string ListeningAt = "listening at ";

    /// <summary>How a child is told what it is.</summary>
    /// <param name="output">The run's folder.</param>
    public static IEnumerable<string> ForWorker(string seed, int number, string output, int lanes, bool resume) =>
        [Name, "--roles", "worker", "--seeds", seed, "--worker", $"{number}", "--output", output, "--lanes", $"{lanes}", .. resume ? ["--resume"] : Array.Empty<string>()];

    public static Command Create(ProgramHost host)
    {
        // Text, not numbers: what is wrong with them is reported together with everything else.
        var roles = new Option<string?>("--roles") { Description = "coordinator, worker or both; both unless given", HelpName = "coordinator,worker" };
        var seeds = new Option<string?>("--seeds") { Description = "nodes of the cluster to join; without it this node begins a cluster", HelpName = "HOST:PORT,..." };
        var name = new Option<string?>("--host") { Description = "the name or address under which the other nodes reach this one; that of --listen unless given", HelpName = "HOST" };
        var port = new Option<string?>("--port") { Description = "of the control plane; a free one unless given", HelpName = "N" };
        var dataPort = new Option<string?>("--data-port") { Description = "of the data plane; a free one unless given", HelpName = "N" };
        var listen = new Option<string?>("--listen") { Description = "the address on which to listen, 0.0.0.0 for all; 127.0.0.1 unless given", HelpName = "ADDRESS" };
        var certificate = new Option<string?>("--tls-cert") { Description = "this node's certificate, from gancluster certs", HelpName = "FILE" };
        var key = new Option<string?>("--tls-key") { Description = "its key", HelpName = "FILE" };
        var authority = new Option<string?>("--tls-ca") { Description = "the authority that all nodes trust", HelpName = "FILE" };
        var insecure = new Option<bool>("--insecure") { Description = "speak to other machines without TLS: only in a network that you trust" };
        var web = WebOption.Create("127.0.0.1:8080 unless given");
        var startWith = new Option<string?>("--start-with") { Description = "workers for which a coordinator waits before it begins; 1 unless given", HelpName = "N" };
        var stay = new Option<bool>("--stay") { Description = "when the run is done, don't end: serve the page until told to leave" };
        var output = new Option<string?>("--output") { Description = "this node's folder; without it runs/node-DATE-TIME", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "go on with what is in --output, if anything is" };
        var worker = new Option<int?>("--worker") { Hidden = true };
        var training = new TrainOptions(host.Own);

        var command = new Command(Name, "runs one node of a cluster")
        {
            roles, seeds, name, port, dataPort, listen, certificate, key, authority, insecure, web, startWith, stay, output, resume, worker,
        };
        training.AddTo(command);
        command.SetAction(parsed => NodeRunner.Run(host, new NodeArguments(
            training.Read(parsed, parsed.GetValue(output), parsed.GetValue(resume)),
            parsed.GetValue(roles), parsed.GetValue(seeds), parsed.GetValue(name), parsed.GetValue(port), parsed.GetValue(dataPort), parsed.GetValue(listen),
            parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(authority), parsed.GetValue(insecure), parsed.GetValue(web), parsed.GetValue(startWith), parsed.GetValue(stay), parsed.GetValue(worker))));
        return command;
    }
}
