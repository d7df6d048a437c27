namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A number or a <see cref="bool"/>: as many bytes as it has, behind Hyperion's mark where it isn't a member.</summary>
internal sealed class PrimitiveShape : Shape
{
    private static readonly Dictionary<Type, (byte Mark, int Size)> Layouts = new()
    {
        [typeof(long)] = (2, sizeof(long)),
        [typeof(short)] = (3, sizeof(short)),
        [typeof(byte)] = (4, sizeof(byte)),
        [typeof(bool)] = (6, sizeof(bool)),
        [typeof(int)] = (8, sizeof(int)),
        [typeof(float)] = (12, sizeof(float)),
        [typeof(double)] = (13, sizeof(double)),
        [typeof(ushort)] = (17, sizeof(ushort)),
        [typeof(uint)] = (18, sizeof(uint)),
        [typeof(ulong)] = (19, sizeof(ulong)),
        [typeof(sbyte)] = (20, sizeof(sbyte)),
    };

    private readonly (byte Mark, int Size) _layout;

    public PrimitiveShape(Type type)
        : base(type) => _layout = Layouts[type];

    public static bool Covers(Type type) => Layouts.ContainsKey(type);

    public override string Description => Type.Name;

    public override bool Walk(ref PayloadWalk payload) => payload.TakeByte(_layout.Mark, Type.Name) && WalkMember(ref payload);

    public override bool WalkMember(ref PayloadWalk payload)
    {
        if (!payload.Take(_layout.Size, out var value)) return false;
        return Type != typeof(bool) || value[0] <= 1 || payload.Fail($"{value[0]} is no truth value");
    }
}
