namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>UTF-8 behind its length plus one in a byte, or behind 255 and the length in four. 0: null.</summary>
internal sealed class StringShape(bool mayBeNull) : Shape(typeof(string))
{
    private const byte Mark = 7;
    private const byte LongString = 255;

    public override string Description => mayBeNull ? "String?" : "String";

    public override bool Walk(ref PayloadWalk payload) =>
        (mayBeNull && payload.TakeNull()) || (payload.TakeByte(Mark, "a string") && WalkMember(ref payload));

    public override bool WalkMember(ref PayloadWalk payload)
    {
        if (payload.TakeNull()) return mayBeNull || payload.Fail("a string that can't be null is");
        if (!payload.Take(1, out var head)) return false;
        var length = head[0] - 1;
        if (head[0] == LongString && !payload.TakeLength(out length)) return false;
        return payload.Take(length, out _);
    }
}
