using System.Security.Cryptography;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Tests.Identity;

public class DigestTests
{
    // FIPS 180-4's example.
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Of_Bytes_IsTheirSha256() => Assert.Equal(OfAbc, Digest.Of("abc"u8).ToString());

    [Fact]
    public void Of_IncrementalHash_IsTheSameAndStartsOver()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var round = 0; round < 2; round++)
        {
            hash.AppendData("a"u8);
            hash.AppendData("bc"u8);
            Assert.Equal(OfAbc, Digest.Of(hash).ToString());
        }
    }

    [Fact]
    public void Parse_WhatToStringWrote_IsEqual()
    {
        var digest = Digest.Of("abc"u8);
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        Assert.Equal(digest, Digest.Parse(OfAbc));
        Assert.Equal(digest, new Digest(bytes));
        Assert.Equal(OfAbc[..12], digest.Short);
    }

    [Fact]
    public void Constructor_NotThirtyTwoBytes_Throws() => Assert.Throws<ArgumentException>(() => new Digest(new byte[31]));

    [Fact]
    public void Equals_AnyByteChanged_IsFalse()
    {
        var bytes = new byte[Digest.Size];
        var digest = new Digest(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.NotEqual(digest, new Digest(bytes));
            bytes[i] ^= 1;
        }
    }
}
