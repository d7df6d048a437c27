using System.CommandLine;
using GanCluster.Benchmarks;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster bench</c>.</summary>
internal static class BenchCommand
{
    private const int DefaultRounds = 9;

    public static Command Create(ProgramHost host)
    {
        var networks = BenchmarkNetwork.All.Select(network => network.Name).ToArray();
        var network = new Option<string[]>("--network") { Description = $"only this one: {string.Join(", ", networks)}", HelpName = "NAME" };
        network.AcceptOnlyFromAmong(networks);
        var shards = new Option<int[]>("--shards") { Description = "the global batch of 64 in so many shards: 2, 4, 8, ...; 2 and 8 unless given", HelpName = "N" };
        var rounds = new Option<int?>("--rounds") { Description = $"turns of each contestant; {DefaultRounds} unless given", HelpName = "N" };
        var exchange = new ExchangeOptions();
        var command = new Command("bench", "measures throughput beside a hand-written TorchSharp loop, or the exchange of gradients alone") { network, shards, rounds };
        exchange.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(shards) is { } given && given.Any(count => count < 2 || BenchmarkNetwork.GlobalBatch % count != 0))
                parsed.AddError($"--shards takes 2, 4, 8, 16, 32 or {BenchmarkNetwork.GlobalBatch}: the global batch of {BenchmarkNetwork.GlobalBatch} is cut into equal shards for two lanes");
            if (parsed.GetValue(rounds) is < 1 or > 1000) parsed.AddError("--rounds takes a whole number from 1 to 1000");
        });
        command.SetAction(parsed =>
        {
            if (exchange.IsAsked(parsed)) return exchange.Run(host, parsed, parsed.GetValue(rounds) ?? DefaultRounds);
            var chosen = parsed.GetValue(network) is { Length: > 0 } names ? names : networks;
            var counts = parsed.GetValue(shards) is { Length: > 0 } given ? given : [2, 8];
            host.Jobs.Bench(new BenchRequest(
                [.. BenchmarkNetwork.All.Where(known => chosen.Contains(known.Name))], counts, parsed.GetValue(rounds) ?? DefaultRounds, host.Terminal, host.Time));
            return ExitCode.Done;
        });
        return command;
    }
}
