namespace GanCluster.Core.Protocol;

/// <summary>
/// Marks what nodes may send one another over the control plane: only marked types are ever deserialized. A message is a sealed record or a readonly
/// record struct, directly under <see cref="object"/> or under abstract records without members, and holds
/// <list type="bullet">
/// <item>integers, <see cref="float"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/>, <see cref="TimeSpan"/>, enums,</item>
/// <item>sealed records and readonly structs of this program that hold the same (ids such as PhaseNumber or Digest, private fields included),</item>
/// <item><see cref="IReadOnlyList{T}"/> of these, whatever list stands behind it: it arrives as an array. No other collection,</item>
/// <item>actor references and addresses of Akka.NET,</item>
/// </list>
/// each nullable where it says so, and nothing that holds itself. Anything else stops the program at its start, with a sentence for each member.
/// Raw bytes don't belong here: tensors and snapshots go over the data plane.
/// </summary>
public interface IControlMessage;
