using GanCluster.Core.Options;

namespace GanCluster.Training.Data;

/// <summary>Opens data of your own.</summary>
/// <param name="options">The section <c>data</c> of the configuration, to read from it what you like: <c>Path</c> (<c>--data</c>, absolute), <c>Points</c>, <c>Size</c>, <c>Channels</c>.</param>
/// <param name="seed">The run's, for data that is drawn: through <see cref="Core.Data.KeyedRandom"/>, so that every node draws the same.</param>
/// <exception cref="Core.UnusableInputException">To be thrown where it isn't there; the message is shown as it is, and says what to do.</exception>
public delegate IOwnData OwnDataSource(DataOptions options, long seed);
