using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GanCluster.Hosting;
using GanCluster.Own;

namespace GanCluster.Commands;

/// <summary>System.CommandLine's help; for <c>train</c> and <c>node</c> with the presets and every option after it.</summary>
internal sealed class HelpWithReference(HelpAction help, int width, OwnProgram own) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command.Name is TrainCommand.Name or NodeCommand.Name) OptionReference.Write(parseResult.InvocationConfiguration.Output, width, own);
        return ExitCode.Done;
    }
}
