using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Core.Tests.Wire;

public sealed class HelloTests
{
    [Theory]
    [InlineData("a", 0)]
    [InlineData("akka.tcp://gancluster@worker-0.gancluster.svc:4053", -17)]
    [InlineData("Zürich:1", int.MinValue)]
    public void TryRead_WhatWriteWrote_GivesTheSame(string address, int uid)
    {
        foreach (var purpose in Enum.GetValues<ConnectionPurpose>())
        {
            var hello = new Hello(new NodeId(address, uid), purpose);
            Assert.Equal(hello, Hello.TryRead(Written(hello)));
        }
    }

    [Fact]
    public void Write_AddressTooLongOrEmpty_Throws()
    {
        Assert.Throws<ArgumentException>(() => Written(new Hello(new NodeId(new string('x', Hello.LongestAddress + 1), 1), ConnectionPurpose.Averages)));
        Assert.Throws<ArgumentException>(() => Written(new Hello(new NodeId("", 1), ConnectionPurpose.Averages)));
    }

    [Fact]
    public void TryRead_WrongContent_GivesNothing()
    {
        var good = Written(new Hello(new NodeId("worker:1", 3), ConnectionPurpose.Averages));
        for (var length = 0; length < good.Length; length++) Assert.Null(Hello.TryRead(good.AsSpan(0, length)));
        Assert.Null(Hello.TryRead([.. good, (byte)'x']));
        foreach (var (place, value) in new (int, byte)[] { (Hello.PurposeOffset, 0), (Hello.PurposeOffset, 5), (Hello.AddressLengthOffset, 0), (Hello.AddressOffset, 0xFF) })
        {
            var bad = good.ToArray();
            bad[place] = value;
            Assert.Null(Hello.TryRead(bad));
        }
    }

    private static byte[] Written(Hello hello)
    {
        var bytes = new byte[Hello.LongestSize];
        return bytes[..hello.Write(bytes)];
    }
}
