using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GanCluster.Cluster.Nodes;
using GanCluster.Cluster.Security;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary>Reads what <c>node</c> was told about itself. Every mistake is listed.</summary>
internal static class NodeSetting
{
    private const string Coordinator = "coordinator", Worker = "worker";
    private const int MostWorkers = 4096;

    /// <summary>What is only for who says what is trained.</summary>
    private static readonly string[] OfTheRun = ["--steps", "--seed"];

    public static NodeOptions Read(ProgramHost host, NodeArguments arguments, List<OptionMistake> mistakes)
    {
        var roles = Roles(arguments.Roles, mistakes);
        var (isCoordinator, isWorker) = (roles.Contains(Coordinator), roles.Contains(Worker));
        var seeds = Seeds(arguments.Seeds, mistakes);
        var listen = Address(arguments.Listen, mistakes);
        var options = new NodeOptions
        {
            IsCoordinator = isCoordinator,
            IsWorker = isWorker,
            Seeds = seeds,
            Listen = listen,
            Host = Host(arguments.Host, listen, mistakes),
            Port = Number("--port", arguments.Port, 0, 0, IPEndPoint.MaxPort, mistakes),
            DataPort = Number("--data-port", arguments.DataPort, 0, 0, IPEndPoint.MaxPort, mistakes),
            Insecure = arguments.Insecure,
            StartWith = Number("--start-with", arguments.StartWith, 1, 1, MostWorkers, mistakes),
            Tls = Tls(host, arguments, mistakes),
        };

        if (options.Port != 0 && options.Port == options.DataPort) Add(mistakes, "--data-port", $"{options.Port} is --port too; give each plane its own");
        if (!IPAddress.IsLoopback(listen) && arguments is { TlsCertificate: null, TlsKey: null, TlsAuthority: null, Insecure: false })
            Add(mistakes, "--listen", $"{listen} is open to other machines, and there is no TLS; add --tls-cert, --tls-key and --tls-ca (gancluster certs makes the files), or --insecure in a network that you trust");
        if (isCoordinator) return options;

        if (seeds.Count == 0 && arguments.Seeds is null) Add(mistakes, "--seeds", "is missing: a worker alone needs a cluster to join; add --seeds HOST:PORT, or the role coordinator");
        if (arguments.StartWith is not null) Add(mistakes, "--start-with", "is for a coordinator; leave it out, or add that role");
        string[] given =
        [
            .. arguments.Train.Preset is null ? Array.Empty<string>() : ["--preset"],
            .. arguments.Train.Config is null ? Array.Empty<string>() : ["--config"],
            .. arguments.Train.Settings.Count == 0 ? Array.Empty<string>() : ["--set"],
            .. OfTheRun.Where(arguments.Train.ShortForms.ContainsKey),
        ];
        foreach (var option in given) Add(mistakes, option, "is for a coordinator, since a worker trains what its cluster trains; leave it out, or add that role");
        return options;
    }

    public static int Number(string name, string? text, int otherwise, int least, int most, List<OptionMistake> mistakes)
    {
        if (text is null) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Add(mistakes, name, $"'{text}' is not a whole number from {least} to {most}");
        return otherwise;
    }

    private static string[] Roles(string? text, List<OptionMistake> mistakes)
    {
        string[] known = [Coordinator, Worker];
        if (text is null) return known;
        var roles = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (var role in roles.Except(known))
            Add(mistakes, "--roles", $"'{role}' is no role; give {Coordinator}, {Worker} or {Coordinator},{Worker}");
        // So that not everything else is complained about as well.
        return roles.Except(known).Any() ? known : roles;
    }

    private static List<string> Seeds(string? text, List<OptionMistake> mistakes)
    {
        var seeds = new List<string>();
        foreach (var seed in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var colon = seed.LastIndexOf(':');
            if (colon > 0 && int.TryParse(seed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort) seeds.Add(seed);
            else Add(mistakes, "--seeds", $"'{seed}' is not HOST:PORT, such as gancluster-0.gancluster:4053");
        }

        return seeds;
    }

    private static IPAddress Address(string? text, List<OptionMistake> mistakes)
    {
        if (text is null) return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) return address;
        Add(mistakes, "--listen", $"'{text}' is no IP address; give one of this machine's, or 0.0.0.0 for all of them");
        return IPAddress.Loopback;
    }

    private static string Host(string? host, IPAddress listen, List<OptionMistake> mistakes)
    {
        if (host is { Length: > 0 } && Uri.CheckHostName(host) != UriHostNameType.Unknown) return host;
        if (host is not null) Add(mistakes, "--host", $"'{host}' is neither a name nor an address");
        else if (listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any)) Add(mistakes, "--host", $"is missing: {listen} is no address that other nodes could reach; add --host with this machine's name or address");
        return listen.ToString();
    }

    private static TlsMaterial? Tls(ProgramHost host, NodeArguments arguments, List<OptionMistake> mistakes)
    {
        try
        {
            var files = TlsFiles.From(Full(arguments.TlsCertificate), Full(arguments.TlsKey), Full(arguments.TlsAuthority));
            if (files is not null && arguments.Insecure) Add(mistakes, "--insecure", "and the files of TLS are given; leave one of them out");
            return files?.Load(host.Time);
        }
        catch (UnusableInputException exception)
        {
            Add(mistakes, "TLS", exception.Message);
            return null;
        }

        string? Full(string? path) => path is null ? null : host.FullPath(path);
    }

    private static void Add(List<OptionMistake> mistakes, string name, string explanation) => mistakes.Add(new OptionMistake(OptionMistakeKind.Conflict, name, "", explanation));
}
