namespace GanCluster.Core;

/// <summary>Input that can't be used. The message is what the user reads: one sentence that names the file or option, and the remedy.</summary>
public sealed class UnusableInputException(string message) : Exception(message);
