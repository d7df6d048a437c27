using System.Text.RegularExpressions;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>What a process left: its exit code (128 + signal if one killed it) and what it wrote.</summary>
internal sealed partial record ProgramEnd(int ExitCode, string Output, string Error)
{
    /// <summary>The program refused: exit code 2 and one sentence, without a stack trace, that holds all of the words.</summary>
    public void AssertRefused(params string[] words)
    {
        AssertExit(2);
        var sentence = Error.TrimEnd();
        Assert.DoesNotContain('\n', sentence);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.Ordinal));
    }

    public ProgramEnd AssertExit(int code)
    {
        if (ExitCode != code) Assert.Fail($"exit code {ExitCode}, expected {code}\n{this}\n{StackTrace()}");
        return this;
    }

    // The folder that holds it goes with the test.
    private string StackTrace() => StackTraceFile().Match(Error) is { Success: true } match && File.Exists(match.Groups[1].Value)
        ? string.Join('\n', File.ReadLines(match.Groups[1].Value).TakeLast(40))
        : "";

    [GeneratedRegex(@"stack trace in (\S+)\)")]
    private static partial Regex StackTraceFile();

    public override string ToString() => $"--- output\n{Output}\n--- error\n{Error}";
}
