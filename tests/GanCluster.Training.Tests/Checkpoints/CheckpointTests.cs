using System.Diagnostics;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _checkpoint;

    public CheckpointTests()
    {
        using var content = Contents.Of(step: 1500);
        _checkpoint = new CheckpointStore(_folder.Path, new CheckpointOptions(), new TestTime(), new RecordingLogger()).Write(content);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_WhatWasWritten_IsEqualToTheBit()
    {
        using var written = Contents.Snapshot();

        Assert.True(Checkpoint.TryOpen(_checkpoint, out var checkpoint, out _));
        using var read = checkpoint.Load();

        Assert.Equal(written.Digest(), read.Digest());
        Assert.Equal(written.Counters, read.Counters);
        Assert.Equal(written.Lineage, read.Lineage);
        foreach (var (expected, actual) in written.Groups.Zip(read.Groups))
        {
            Assert.Equal(expected.Name, actual.Name);
            Assert.Equal(expected.Layout.Entries.Select(entry => entry.Name), actual.Layout.Entries.Select(entry => entry.Name));
            Assert.True(expected.Values.Bytes.SequenceEqual(actual.Values.Bytes));
        }
    }

    [Fact]
    public void TryOpen_WhatWasWritten_TellsWhatItIs()
    {
        Assert.True(Checkpoint.TryOpen(_checkpoint, out var checkpoint, out _));

        Assert.Equal(1500, checkpoint.Step);
        Assert.Equal(Contents.Run, checkpoint.Manifest.Run);
        Assert.Equal(TestTime.Moment, checkpoint.Manifest.Written);
        Assert.Equal(Contents.ConfigJson, checkpoint.ConfigJson);
        Assert.StartsWith("0.1.0", checkpoint.Manifest.Program, StringComparison.Ordinal);
    }

    [Fact]
    public void Sha256Sum_OfTheManifest_AgreesWithoutThisProgram()
    {
        using var process = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "manifest.sha256"]) { WorkingDirectory = _checkpoint, RedirectStandardOutput = true })!;
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void TryOpen_AnySingleByteChanged_DoesNotVerify()
    {
        foreach (var path in Directory.GetFiles(_checkpoint))
        {
            var original = File.ReadAllBytes(path);
            for (var place = 0; place < original.Length; place++)
            {
                var bytes = (byte[])original.Clone();
                bytes[place] ^= (byte)(1 << (place % 8));
                File.WriteAllBytes(path, bytes);
                Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var fault), $"{Path.GetFileName(path)}: byte {place} changed, and it verifies");
                Assert.NotEmpty(fault);
            }

            File.WriteAllBytes(path, original);
        }

        Assert.True(Checkpoint.TryOpen(_checkpoint, out _, out _));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("generator.safetensors")]
    [InlineData("nothing.safetensors")]
    [InlineData("manifest.json")]
    [InlineData("manifest.sha256")]
    public void TryOpen_FileAbsentCutOrGrown_NamesTheFile(string name)
    {
        var path = Path.Combine(_checkpoint, name);
        var original = File.ReadAllBytes(path);

        File.WriteAllBytes(path, original[..^1]);
        Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var cut));
        File.WriteAllBytes(path, [.. original, 10]);
        Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var grown));
        File.Delete(path);
        Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var absent));

        Assert.Equal($"{name} is missing", absent);
        Assert.Contains(name, cut, StringComparison.Ordinal);
        Assert.Contains(name, grown, StringComparison.Ordinal);
        if (!name.StartsWith("manifest", StringComparison.Ordinal)) Assert.Contains("truncated", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_LaterFormat_SaysSo()
    {
        RewriteManifest(text => text.Replace("\"format\": 1", "\"format\": 2, \"news\": true", StringComparison.Ordinal));

        Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var fault));

        Assert.Equal("manifest.json is of format 2, and this program reads format 1: use the version that wrote it", fault);
    }

    [Theory]
    [InlineData("\"generator.safetensors\"", "\"../generator.safetensors\"")]
    [InlineData("\"beta1Power\": \"3f", "\"beta1Power\": \"zz")]
    [InlineData("\"step\": 1500,", "")]
    [InlineData("\"step\": 1500,", "\"step\": 1500, \"unknown\": 1,")]
    [InlineData("\"config.json\"", "\"other.safetensors\"")]
    public void TryOpen_ManifestThatHashesButMakesNoSense_DoesNotVerify(string old, string replacement)
    {
        RewriteManifest(text => text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.False(Checkpoint.TryOpen(_checkpoint, out _, out var fault));

        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Load_FileChangedSinceItWasVerified_IsRefused()
    {
        Assert.True(Checkpoint.TryOpen(_checkpoint, out var checkpoint, out _));
        var path = Path.Combine(_checkpoint, "generator.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        var exception = Assert.Throws<UnusableInputException>(checkpoint.Load);

        Assert.StartsWith(_checkpoint, exception.Message, StringComparison.Ordinal);
    }

    private void RewriteManifest(Func<string, string> change)
    {
        var path = Path.Combine(_checkpoint, "manifest.json");
        var before = File.ReadAllText(path);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(Path.Combine(_checkpoint, "manifest.sha256"), $"{hash}  manifest.json\n");
    }
}
