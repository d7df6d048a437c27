using System.Reflection;

namespace GanCluster.Core;

/// <summary>The version of this program, with the commit that it was built from where the build knows it: <c>0.1.0+1f2e3d…</c>.</summary>
public static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
