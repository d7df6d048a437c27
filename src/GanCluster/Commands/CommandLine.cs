using System.CommandLine;
using System.CommandLine.Help;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary>The program as a function of its arguments.</summary>
internal static class CommandLine
{
    public static int Invoke(string[] args, ProgramHost host)
    {
        var root = Root(host);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            host.Terminal.WriteError(Sentence(parsed));
            return ExitCode.WrongInput;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = host.Terminal.Out,
                Error = host.Terminal.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are ours: a run ends between two steps, however long that takes.
                ProcessTerminationTimeout = null,
            });
        }
        catch (UnusableInputException exception)
        {
            host.Terminal.WriteError(exception.Message);
            return ExitCode.WrongInput;
        }
        catch (Exception exception)
        {
            return CrashReport.Write(host, exception, log: null);
        }
    }

    private static RootCommand Root(ProgramHost host)
    {
        var root = new RootCommand("Trains generative adversarial networks, and gets the same bytes however many lanes compute them.")
        {
            TrainCommand.Create(host),
            NodeCommand.Create(host),
            SampleCommand.Create(host),
            EvaluateCommand.Create(host),
            FeaturesCommand.Create(host),
            ExportCommand.Create(host),
            PresetsCommand.Create(host),
            DataCommand.Create(host),
            NetworksCommand.Create(host),
            BenchCommand.Create(host),
            StatusCommand.Create(host),
            CertsCommand.Create(host),
        };
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        var help = new HelpAction { MaxWidth = host.Terminal.Width };
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new HelpWithReference(help, host.Terminal.Width, host.Own);
        root.SetAction(parsed =>
        {
            help.Invoke(parsed);
            return ExitCode.WrongInput;
        });
        return root;
    }

    private static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "gancluster" : $"gancluster {command.Name}";
        if (parsed.UnmatchedTokens is not [var unknown, ..]) return $"{InOneLine(parsed.Errors[0].Message).TrimEnd('.')}; {path} --help explains.";

        var isOption = unknown.StartsWith('-');
        string[] known = isOption ? [.. command.Options.Select(option => option.Name)] : [.. command.Subcommands.Select(subcommand => subcommand.Name)];
        var meant = known.Length > 0 ? $"did you mean {NearestName.To(unknown, known)[0]}? " : "";
        return $"'{unknown}' is no {(isOption ? "option" : known.Length > 0 ? "command" : "argument")} of {path}; {meant}{path} --help lists them.";
    }

    private static string InOneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class PrintVersion : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"gancluster {ProgramVersion.Text}");
            return ExitCode.Done;
        }
    }
}
