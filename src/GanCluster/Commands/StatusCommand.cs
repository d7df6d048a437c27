using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs.Status;
using GanCluster.Web;

namespace GanCluster.Commands;

/// <summary><c>gancluster status</c>: what a running cluster does now, from any of its nodes.</summary>
internal static class StatusCommand
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create(ProgramHost host)
    {
        var url = new Option<string>("--url") { Description = $"page of any node of the cluster; {DefaultUrl} unless given", HelpName = "URL", DefaultValueFactory = _ => DefaultUrl };
        var watch = new Option<bool>("--watch") { Description = "show it again each second, until Ctrl-C" };
        var json = new Option<bool>("--json") { Description = "write the JSON of /api/status, one line each time" };
        var authority = new Option<string?>("--tls-ca") { Description = "the authority that signed the node's certificate, for https", HelpName = "FILE" };
        var command = new Command("status", "shows what a running cluster does now") { url, watch, json, authority };
        command.SetAction(parsed => Run(host, parsed.GetValue(url)!, parsed.GetValue(watch), parsed.GetValue(json), parsed.GetValue(authority)));
        return command;
    }

    private static int Run(ProgramHost host, string url, bool watch, bool json, string? authority)
    {
        if (!HttpUrl.TryParse(url, out var address))
            throw new UnusableInputException($"--url: '{url}' is no URL such as {DefaultUrl}.");
        StatusJob.Run(new StatusQuery(address, watch, json, authority is null ? null : host.FullPath(authority), host.Terminal, host.Time));
        return ExitCode.Done;
    }
}
