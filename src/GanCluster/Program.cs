using GanCluster;

return GanProgram.Create(args).Run();
