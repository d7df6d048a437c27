namespace GanCluster.Core;

/// <summary>Ids of log events. They are read by other programs: append only, never reuse a number.</summary>
public static class EventIds
{
    // 100 to 199: the program
    public const int RunBegins = 100;
    public const int DataOpened = 101;
    public const int NetworksBuilt = 102;
    public const int InputRefused = 103;
    public const int TrainingStopped = 104;
    public const int FailedUnexpectedly = 105;
    public const int PhaseSkipped = 106;
    public const int CheckpointPassedOver = 107;
    public const int FileNotWritten = 108;
    public const int FileWrittenAgain = 109;
    public const int MetricsNotMended = 110;
    public const int PictureNotWritten = 111;
    public const int Akka = 112;
    public const int HealthChanged = 113;
    public const int RolledBack = 114;
    public const int Evaluated = 115;

    // 200 to 299: checkpoints
    public const int CheckpointWritten = 200;
    public const int CheckpointAlreadyThere = 201;
    public const int CheckpointFailed = 202;
    public const int CheckpointSuperseded = 203;
    public const int CheckpointDeleted = 204;
    public const int CheckpointNotDeleted = 205;
    public const int CheckpointLeftoverRemoved = 206;
    public const int CheckpointRestored = 207;

    // 300 to 399: data plane
    public const int DataPlaneListening = 300;
    public const int DataPlaneRefused = 301;
    public const int DataPlaneNotAccepted = 302;
    public const int PeerConnectionOpened = 303;
    public const int PeerConnectionEnded = 304;
    public const int PeerConnectionLost = 305;
    public const int FrameSinkFailed = 306;
    public const int FrameSequenceFailed = 307;
    public const int PeerSendingFailed = 308;

    // 400 to 449: serialization of control messages
    public const int ControlPayloadRefused = 400;
    public const int ControlMessageNotSent = 401;
    public const int ClosedSerializerRefused = 402;

    // 450 to 499: nodes of a cluster
    public const int ReplicasDiffer = 450;
    public const int WorkerFailed = 451;
    public const int PeerIn = 452;
    public const int PeerOut = 453;
    public const int SnapshotSent = 454;
    public const int SnapshotTaken = 455;
    public const int NodeListening = 456;
    public const int NodeAdmitted = 457;
    public const int NodeRefused = 458;
    public const int NodeRejoins = 459;
    public const int PlanMade = 460;
    public const int CoordinatorBegins = 461;
    public const int WorkerIn = 462;
    public const int WorkerOut = 463;
    public const int WorkerTurnedAway = 464;
    public const int RunEnded = 465;
    public const int NodeAlone = 466;
    public const int ClustersMerge = 467;
    public const int WorkerLeft = 468;
    public const int NodeJoinsAgain = 469;
    public const int WorkerEvaluates = 470;
}
