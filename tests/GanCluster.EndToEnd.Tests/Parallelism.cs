using GanCluster.EndToEnd.Tests.Containers;
using GanCluster.EndToEnd.Tests.Runs;
using Xunit.v3;

// Every test runs processes that keep a core or two busy: two classes at a time fill a small machine, while the process of one starts or waits.
[assembly: Parallelization(MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(UndisturbedRuns))]
[assembly: AssemblyFixture(typeof(ContainerImage))]
