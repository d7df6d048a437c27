using System.Diagnostics;
using System.Text;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>One process of the program. Disposing kills it if it still runs, so that a test that fails leaves nothing behind.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1), PollOfAnswers = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    public RunningProgram(Process process)
    {
        _process = process;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <returns>A moment just before it.</returns>
    public DateTimeOffset Send(Signal signal) => Signals.Send(_process.Id, signal);

    /// <summary>Waits for a condition that the living process brings about; fails if it ends first, or at the deadline.</summary>
    public Task Until(string what, Func<bool> condition) => Until(what, () => Task.FromResult(condition()), Poll);

    /// <inheritdoc cref="Until(string, Func{bool})"/>
    /// <param name="condition">Asks the process, which takes time.</param>
    public Task Until(string what, Func<Task<bool>> condition) => Until(what, condition, PollOfAnswers);

    /// <summary>Waits for the end by itself.</summary>
    public async Task<ProgramEnd> End()
    {
        using var deadline = new CancellationTokenSource(Deadline.Limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the program didn't end\n{Written()}");
        }

        return Written();
    }

    public async Task<ProgramEnd> KillAndEnd()
    {
        Send(Signal.Kill);
        return await End();
    }

    /// <summary>Memory that is in RAM.</summary>
    public long ResidentKilobytes() => Memory.ResidentKilobytes(Id);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task Until(string what, Func<Task<bool>> condition, TimeSpan poll)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (_process.HasExited && !await condition()) Assert.Fail($"the program ended before {what}\n{await End()}");
            if (Stopwatch.GetElapsedTime(start) > Deadline.Limit) Assert.Fail($"waited in vain for {what}\n{Written()}");
            await Task.Delay(poll);
        }
    }

    private ProgramEnd Written()
    {
        lock (_output)
            lock (_error)
                return new ProgramEnd(_process.HasExited ? _process.ExitCode : -1, _output.ToString(), _error.ToString());
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }
}
