namespace GanCluster.Core.Options;

/// <summary>An <see cref="OpenChoice{T}"/>, whatever its choices are.</summary>
internal interface IOpenChoice
{
    /// <summary>As it is written; null where it is one of the built-in ones.</summary>
    string? OwnName { get; }
}
