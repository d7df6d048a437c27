namespace GanCluster.Benchmarks;

/// <summary>One way to run GAN steps. Every call comes from the same thread, one that is the contestant's own.</summary>
public interface IContestant : IDisposable
{
    void Run(int steps);
}
