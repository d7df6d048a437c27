using GanCluster.EndToEnd.Tests.Processes;

namespace GanCluster.EndToEnd.Tests.Commands;

/// <summary>Whoever kills the program kills what it started, since the kernel closes the pipes.</summary>
public sealed class OrphanTests
{
    private const int Nodes = 3;

    [Theory, InlineData((int)Signal.Kill), InlineData((int)Signal.Terminate), InlineData((int)Signal.Interrupt)]
    public async Task BenchExchange_Killed_LeavesNoProcess(int signal)
    {
        await using var program = GanClusterProgram.Start("bench", "--exchange", "--nodes", $"{Nodes}", "--bytes", "64KB", "--rounds", "1000");
        await program.Until("its nodes", () => Children.Of(program.Id).Count == Nodes);
        var children = Children.Of(program.Id);

        program.Send((Signal)signal);
        Assert.Equal(128 + signal, (await program.End()).ExitCode);
        await Children.Ended(children);
    }

    [Fact]
    public async Task BenchExchange_ANodeKilled_SaysSoAndEndsTheOthers()
    {
        await using var program = GanClusterProgram.Start("bench", "--exchange", "--nodes", $"{Nodes}", "--bytes", "64KB", "--rounds", "1000");
        await program.Until("its nodes", () => Children.Of(program.Id).Count == Nodes);
        var children = Children.Of(program.Id);

        Signals.Send(children[0], Signal.Kill);
        (await program.End()).AssertRefused("run it again");
        await Children.Ended(children);
    }
}
