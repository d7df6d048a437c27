namespace GanCluster.Core;

/// <summary>The input can't be used. The message is one sentence for the user, with the remedy; the program prints it alone and exits with 2.</summary>
public sealed class UnusableInputException(string message) : Exception(message);
