using System.Runtime.InteropServices;

namespace GanCluster.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the run to stop at the next step with a checkpoint; the second ends the process at once, for
/// who doesn't want to wait.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly Terminal _terminal;
    private readonly string _sentence;
    private readonly Action<int> _exit;
    private readonly bool _isChild;
    private readonly PosixSignalRegistration[] _registrations;
    private int _received;

    /// <param name="exit">Ends the process; <see cref="ExitAtOnce"/> unless a test says otherwise.</param>
    /// <param name="sentence">Said at the first one.</param>
    /// <param name="isChild">Ctrl-C is the parent's, though the terminal sends it to both: only SIGTERM counts.</param>
    public Interruption(Terminal terminal, Action<int>? exit = null, string sentence = "finishing the step and writing a checkpoint", bool isChild = false)
    {
        _terminal = terminal;
        _sentence = sentence;
        _isChild = isChild;
        _exit = exit ?? ExitAtOnce;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled by the first signal. Polled between steps, never inside one.</summary>
    public CancellationToken Requested => _requested.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _requested.Dispose();
    }

    internal void Receive()
    {
        if (Interlocked.Increment(ref _received) == 1)
        {
            _terminal.WriteLine($"Interrupted: {_sentence}. Once more ends the program at once, without that.");
            _requested.Cancel();
            return;
        }

        // A live bar hides the cursor, and nothing else would bring it back.
        if (_terminal.IsInteractive) _terminal.Console.Cursor.Show(true);
        _exit(ExitCode.Interrupted);
    }

    // Environment.Exit would have libtorch take itself down while lanes compute in it, which ends in a crash now and then.
    private static void ExitAtOnce(int code)
    {
        if (OperatingSystem.IsWindows()) Environment.Exit(code);
        else EndProcess(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndProcess(int code);

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_isChild || context.Signal == PosixSignal.SIGTERM) Receive();
    }
}
