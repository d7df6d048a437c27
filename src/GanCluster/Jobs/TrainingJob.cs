namespace GanCluster.Jobs;

/// <summary>Trains: the place where the program hands over to the engine.</summary>
internal static class TrainingJob
{
    // TO WIRE: the engine. Open the data; build the trainer; on Resume restore the newest checkpoint that verifies; tell the observer where it
    // starts; step until Options.Training.Steps or Interrupted; write pictures and checkpoints; return the result.
    public static TrainingEnd Run(TrainingRequest request) => throw new NotImplementedException("this build has no training engine yet");
}
