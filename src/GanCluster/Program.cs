using GanCluster.Commands;
using GanCluster.Hosting;
using GanCluster.Processes;

return CommandLine.Invoke(args, ProgramHost.OfProcess(ParentWatch.OfProcess()));
