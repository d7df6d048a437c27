using System.Buffers.Binary;
using System.Text;
using CsCheck;
using GanCluster.Core;
using GanCluster.Core.Memory;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FileBuiltByHandFromTheSpecification_GivesItsTensors()
    {
        // Out of order, with spaces, metadata and padding: all of that is allowed.
        var path = FileOf("""{ "b":{"data_offsets":[8,16],"dtype":"F32","shape":[2,1]},"__metadata__":{"format":"pt"}, "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   """,
            [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x3F, 0x00, 0x00, 0xC0, 0x7F]);

        using var reader = new SafetensorsReader(path);
        using var values = reader.Read();

        Assert.Equal(["a", "b"], reader.Header.Layout.Entries.Select(entry => entry.Name));
        Assert.Equal([2L, 1L], reader.Header.Layout.Entries[1].Shape);
        Assert.Equal("pt", reader.Header.Metadata["format"]);
        Assert.Equal([1f, -2f], values.Span[..2].ToArray());
        Assert.Equal(0.5f, values.Span[16]);
        Assert.True(float.IsNaN(values.Span[17]));
    }

    [Fact]
    public void Write_AnyTensors_MakesWhatTheSpecificationSays()
    {
        var layout = new FlatLayout([("w", [2, 1]), ("b", [1])]);
        using var values = new AlignedBuffer(layout.Length);
        (values.Span[0], values.Span[1], values.Span[16]) = (1f, -2f, 0.5f);
        using var stream = new MemoryStream();

        SafetensorsWriter.Write(stream, layout, values, new Dictionary<string, string> { ["step"] = "7" });

        var bytes = stream.ToArray();
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = Encoding.UTF8.GetString(bytes, 8, headerLength);
        Assert.Equal("""{"__metadata__":{"step":"7"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", header.TrimEnd(' '));
        Assert.Equal(0, (8 + headerLength) % 64);
        Assert.Equal([0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x3F], bytes[(8 + headerLength)..]);
    }

    [Fact]
    public void Read_WhatWasWritten_IsEqualToTheBit() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 4].Array[0, 6], Gen.UInt).Sample((shapes, seed) =>
        {
            var layout = new FlatLayout(shapes.Select((shape, i) => ($"tensor {i}", (IReadOnlyList<long>)[.. shape.Select(size => (long)size)])));
            using var values = new AlignedBuffer(layout.Length);
            foreach (var entry in layout.Entries)
            {
                for (var i = 0; i < entry.Length; i++) values.Span[(int)entry.Offset + i] = BitConverter.UInt32BitsToSingle(seed = seed * 1664525 + 1013904223);
            }

            var path = _folder[$"{Guid.NewGuid():N}"];
            using (var file = File.Create(path)) SafetensorsWriter.Write(file, layout, values);
            using var reader = new SafetensorsReader(path);
            using var read = reader.Read();
            using var into = new AlignedBuffer(layout.Length);
            reader.ReadInto(layout, into);

            return values.Bytes.SequenceEqual(read.Bytes) && values.Bytes.SequenceEqual(into.Bytes);
        }, iter: 100, threads: 1);

    [Theory]
    [InlineData("w", 3)]
    [InlineData("v", 2)]
    public void ReadInto_AnotherLayout_NamesBoth(string name, long size)
    {
        using var reader = new SafetensorsReader(FileOf("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]));
        var layout = new FlatLayout([(name, [size])]);
        using var values = new AlignedBuffer(layout.Length);

        var exception = Assert.Throws<UnusableInputException>(() => reader.ReadInto(layout, values));

        Assert.Contains($"holds 'w' [2], where '{name}' [{size}] is expected", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData(" {}")]
    [InlineData("{}x")]
    [InlineData("{}{}")]
    [InlineData("null")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"a\":[]}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"__metadata__\":1}")]
    [InlineData("{\"__metadata__\":{\"a\":1}}")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}")]
    [InlineData("{\"\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"\\uD800\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[[2]],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,9223372036854775807],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387906],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[250000000000],\"data_offsets\":[0,1000000000000]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}/**/}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}")]
    public void Open_HeaderThatTheSpecificationForbids_IsRefused(string json) => AssertRefused(FileOf(json, new byte[8]));

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(55UL)]
    [InlineData(1000UL)]
    [InlineData(100_000_001UL)]
    [InlineData(0x7FFF_FFFF_FFFF_FFFFUL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL)]
    public void Open_LengthThatLies_IsRefused(ulong length)
    {
        var bytes = Valid();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        AssertRefused(FileOf(bytes));
    }

    [Fact]
    public void Open_FileCutAnywhere_IsRefused()
    {
        var bytes = Valid();
        for (var length = 0; length < bytes.Length; length++) AssertRefused(FileOf(bytes[..length]));
    }

    [Fact]
    public void Open_AnyByteOfTheHeaderChanged_ReadsWholeOrIsRefused()
    {
        var valid = Valid();
        var refused = 0;
        for (var place = 0; place < valid.Length - 8; place++)
        {
            foreach (var value in new byte[] { 0, (byte)'"', (byte)'{', (byte)'9', (byte)'-', 0xFF })
            {
                var bytes = (byte[])valid.Clone();
                bytes[place] = value;
                if (Opens(FileOf(bytes))) continue;
                refused++;
            }
        }

        Assert.True(refused > 200, $"only {refused} were refused");
    }

    private static bool Opens(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = new SafetensorsReader(path);
            using var values = reader.Read();
            return true;
        }
        catch (UnusableInputException exception)
        {
            Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        }
    }

    private static void AssertRefused(string path) => Assert.False(Opens(path));

    private static byte[] Valid() => Bytes("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);

    private static byte[] Bytes(string json, byte[] data)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    private string FileOf(string json, byte[] data) => FileOf(Bytes(json, data));

    private string FileOf(byte[] bytes)
    {
        var path = _folder["file.safetensors"];
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
