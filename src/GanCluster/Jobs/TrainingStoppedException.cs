namespace GanCluster.Jobs;

/// <summary>Training can't go on, though nothing is wrong with the program: the message says why and what to do, in one sentence for the user.</summary>
internal sealed class TrainingStoppedException(string message) : Exception(message);
