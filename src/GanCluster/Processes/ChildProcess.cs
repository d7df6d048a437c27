using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GanCluster.Processes;

/// <summary>
/// This program once more, as a child that can't outlive its parent: its standard input is a pipe whose only writing end this process holds, and the
/// kernel closes that end however this process ends, <c>kill -9</c> included. <see cref="ParentWatch"/> is the child's side. Not PR_SET_PDEATHSIG: that fires
/// when the thread that started the child ends, and .NET's threads come and go.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int SigTerm = 15;

    // The pipe is closed by the finalizer of whoever holds it: a child that runs isn't forgotten.
    private static readonly ConcurrentDictionary<ChildProcess, bool> _running = new();

    private readonly Process _process;

    private ChildProcess(Process process, Action<string> output, Action<string> error)
    {
        _process = process;
        Id = process.Id;
        _running[this] = true;
        process.OutputDataReceived += (_, line) => Pass(line.Data, output);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, error);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = AwaitEnd();
    }

    public int Id { get; }

    /// <summary>Its exit code (128 + signal if one killed it), once it has ended and all that it wrote has been passed on.</summary>
    public Task<int> Ended { get; }

    /// <param name="assembly">Name of the program's own file, without its ending.</param>
    /// <param name="output">Gets each line of its standard output, on a thread of the pool.</param>
    /// <param name="error">Likewise of its standard error.</param>
    /// <param name="environment">Added to this process's environment; null takes a variable away.</param>
    public static ChildProcess Start(
        string assembly, IEnumerable<string> arguments, Action<string> output, Action<string> error, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (program, first) = OwnProgram(assembly);
        var start = new ProcessStartInfo(program, [.. first, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        start.Environment[ParentWatch.Variable] = "1";
        return new ChildProcess(Process.Start(start)!, output, error);
    }

    /// <summary>Passes a line to the child, which finds it in <see cref="ParentWatch.Listen"/>.</summary>
    /// <returns>False if the child has ended.</returns>
    public bool Say(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>SIGTERM: the child ends as it does on Kubernetes.</summary>
    public void Terminate()
    {
        if (!Ended.IsCompleted) _ = Kill(Id, SigTerm);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills the child if it still runs.</summary>
    public void Dispose()
    {
        Kill();
        Ended.Wait();
        _process.Dispose();
    }

    // Through the same runtime that runs this, whether by the program's own file, by `dotnet exec`, or inside a test.
    private static (string Program, string[] First) OwnProgram(string name)
    {
        var running = Environment.ProcessPath;
        if (Path.GetFileNameWithoutExtension(running) == name) return (running!, []);
        var dotnet = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return (dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, $"{name}.dll")]);
    }

    private static void Pass(string? line, Action<string> to)
    {
        if (line is not null) to(line);
    }

    private async Task<int> AwaitEnd()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _running.TryRemove(this, out _);
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
