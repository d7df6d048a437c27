using GanCluster.Core.Status;
using Serilog.Core;
using Serilog.Events;

namespace GanCluster.Logging;

/// <summary>
/// Adds to each event which run and node it is of and where those are: <c>run</c>, <c>node</c>, <c>role</c>, <c>phase</c>, <c>step</c>, <c>term</c>, <c>epoch</c>, as of the node's last account,
/// a second ago at most. What isn't known is left out; an event's own properties begin with a capital.
/// </summary>
internal sealed class RunEnricher(StatusBoard board) : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        var known = board.Whereabouts;
        if (known.Run.Length > 0) Add("run", known.Run);
        if (known.Own is not { } own) return;
        Add("node", own.Node.Endpoint);
        Add("role", own.IsCoordinator ? own.IsWorker ? "coordinator,worker" : "coordinator" : "worker");
        if (own.Phase is { } phase) Add("phase", phase);
        Add("step", Math.Max(own.Step, known.Step));
        if ((own.Plan ?? known.Plan) is not { } plan) return;
        Add("term", plan.Term);
        Add("epoch", plan.Epoch);

        void Add(string name, object value) => logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(name, value));
    }
}
