using System.CommandLine;
using System.Globalization;
using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Core;
using GanCluster.Core.Planning;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster bench --exchange</c>, and the hidden option with which it starts its own nodes.</summary>
internal sealed class ExchangeOptions
{
    private const int MostNodes = 8;
    private const long LeastBytes = 1024, MostBytes = 1 << 30;
    private const int DefaultNodes = 2;
    private const string DefaultBytes = "8MB";
    private const string Star = "star", Sharded = "sharded";

    private readonly Option<bool> _exchange = new("--exchange") { Description = "measure the exchange of gradients alone, between processes on loopback" };
    private readonly Option<int?> _nodes = new("--nodes") { Description = $"of --exchange: processes, 2 to {MostNodes}; 2 unless given", HelpName = "N" };
    private readonly Option<string?> _bytes = new("--bytes") { Description = $"of --exchange: a gradient's size, 1KB to 1GB; {DefaultBytes} unless given", HelpName = "SIZE" };
    private readonly Option<string?> _layout = new("--layout") { Description = "of --exchange: one averager, as unless given, or a slice on every node", HelpName = $"{Star}|{Sharded}" };
    private readonly Option<bool> _tls = new("--tls") { Description = "of --exchange: measure with mutual TLS as well" };
    private readonly Option<int?> _node = new("--exchange-node") { Hidden = true };
    private readonly Option<string?> _certificates = new("--exchange-certificates") { Hidden = true };
    private readonly Option<bool> _tcp = new("--exchange-tcp") { Hidden = true };

    /// <summary>How a child is told what it is.</summary>
    public static IEnumerable<string> ForNode(ExchangePlan plan, int node, string? certificates, bool tcp) =>
    [
        "bench", "--exchange-node", $"{node}", "--nodes", $"{plan.Nodes}", "--bytes", $"{plan.Bytes}", "--layout", plan.Layout == AveragingLayout.Sharded ? Sharded : Star,
        .. certificates is null ? Array.Empty<string>() : ["--exchange-certificates", certificates],
        .. tcp ? ["--exchange-tcp"] : Array.Empty<string>(),
    ];

    public void AddTo(Command command)
    {
        _layout.AcceptOnlyFromAmong(Star, Sharded);
        foreach (var option in new Option[] { _exchange, _nodes, _bytes, _layout, _tls, _node, _certificates, _tcp }) command.Add(option);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_nodes) is < 2 or > MostNodes) parsed.AddError($"--nodes takes a whole number from 2 to {MostNodes}");
            if (parsed.GetValue(_bytes) is { } bytes && BytesOf(bytes) is null) parsed.AddError("--bytes takes a size from 1KB to 1GB, such as 8MB");
            Option[] alone = [_nodes, _bytes, _layout, _tls];
            if (!parsed.GetValue(_exchange) && parsed.GetValue(_node) is null && Array.Find(alone, option => parsed.GetResult(option) is { Implicit: false }) is { } idle)
                parsed.AddError($"{idle.Name} is an option of --exchange: add that");
        });
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_exchange) || parsed.GetValue(_node) is not null;

    public int Run(ProgramHost host, ParseResult parsed, int turns)
    {
        var layout = parsed.GetValue(_layout) == Sharded ? AveragingLayout.Sharded : AveragingLayout.Star;
        var plan = new ExchangePlan(parsed.GetValue(_nodes) ?? DefaultNodes, BytesOf(parsed.GetValue(_bytes) ?? DefaultBytes)!.Value / sizeof(float), layout);
        if (parsed.GetValue(_node) is not { } node) ExchangeJob.Run(new ExchangeRequest(plan, turns, parsed.GetValue(_tls), host.Terminal) { Program = host.Own });
        else if (host.Parent is { } parent && node >= 0 && node < plan.Nodes) ExchangeChild.Run(plan, node, parsed.GetValue(_certificates), parsed.GetValue(_tcp), parent, host.Terminal, host.Time);
        else throw new UnusableInputException("--exchange-node is how gancluster bench --exchange starts its own processes: use that");
        return ExitCode.Done;
    }

    // In whole units of 64 bytes a slice; K, M and G are powers of 1,024.
    private static long? BytesOf(string text)
    {
        var digits = text.TrimEnd('B', 'b');
        var shift = char.ToUpperInvariant(digits.LastOrDefault()) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        if (shift > 0) digits = digits[..^1];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostBytes >> shift) return null;
        var bytes = (count << shift) / (64 * MostNodes) * (64 * MostNodes);
        return bytes < LeastBytes ? null : bytes;
    }
}
