using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Serialization;

public sealed partial class RefusalLog
{
    [LoggerMessage(EventIds.ControlPayloadRefused, LogLevel.Warning, "refused a control payload of {Bytes} bytes ({Refusal}, {Count} so far): {Reason}")]
    private partial void LogPayloadRefused(ControlRefusal refusal, int bytes, string reason, long count);

    [LoggerMessage(EventIds.ControlMessageNotSent, LogLevel.Error, "didn't send a control message ({Refusal}, {Count} so far): {Reason}")]
    private partial void LogNotSent(ControlRefusal refusal, string reason, long count);

    [LoggerMessage(EventIds.ClosedSerializerRefused, LogLevel.Warning, "refused a payload of {Bytes} bytes ({Count} so far): {Reason}")]
    private partial void LogClosedSerializer(string reason, int bytes, long count);
}
