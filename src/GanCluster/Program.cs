using GanCluster.Commands;
using GanCluster.Hosting;

return CommandLine.Invoke(args, ProgramHost.OfProcess());
