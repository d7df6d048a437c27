namespace GanCluster.Hosting;

/// <summary>What the program returns. Scripts and Kubernetes read these: part of the command line's contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>
    /// A bug or a machine that failed, and the log has the stack trace; training that can't go on, since nothing finite comes of it; or the end of a run
    /// that couldn't be saved: a full disk doesn't stop training, but nobody should take it for saved.
    /// </summary>
    public const int Failed = 1;

    /// <summary>The configuration or the input is wrong: one sentence on stderr says what to do.</summary>
    public const int WrongInput = 2;

    /// <summary>The run has collapsed, and watch.policy=stop has ended it; its checkpoint is written.</summary>
    public const int Collapsed = 3;

    /// <summary>Interrupted, checkpoint written. 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
