using System.Security.Cryptography;
using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IAttachmentStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class AttachmentStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(262_144)]
    [InlineData(1_000_003)]
    public async Task Save_KeepsEveryByte(int length)
    {
        var content = Content(length);

        Assert.True(await SaveAsync(content));

        Assert.Equal(length, await Store.Attachments.FindLengthAsync(OrganisationId, HashOf(content)));
        Assert.Equal(content, await ReadAsync(HashOf(content)));
    }

    [Fact]
    public async Task Save_OfAStoredContent_StoresItOnce()
    {
        var content = Content(1000);
        Assert.True(await SaveAsync(content));

        Assert.False(await SaveAsync(content));

        Assert.Equal(content, await ReadAsync(HashOf(content)));
    }

    [Fact]
    public async Task Save_AtTheSameTime_StoresItOnce()
    {
        var content = Content(600_000);

        var stored = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SaveAsync(content))));

        Assert.Single(stored, isNew => isNew);
        Assert.Equal(content, await ReadAsync(HashOf(content)));
    }

    [Fact]
    public async Task Save_ThatFailsInTheMiddle_StoresNothing()
    {
        var content = Content(600_000);

        await Assert.ThrowsAsync<IOException>(() => Store.Attachments.SaveAsync(OrganisationId, HashOf(content), new BrokenStream(content, 400_000)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Attachments.SaveAsync(OrganisationId, HashOf(content), new MemoryStream(content), Cancelled));

        Assert.Null(await Store.Attachments.FindLengthAsync(OrganisationId, HashOf(content)));
        Assert.Null(await Store.Attachments.OpenAsync(OrganisationId, HashOf(content)));
        Assert.True(await SaveAsync(content));
    }

    [Fact]
    public async Task Content_BelongsToItsOrganisation()
    {
        var content = Content(1000);
        await SaveAsync(content);

        Assert.Null(await Store.Attachments.FindLengthAsync(OtherOrganisationId, HashOf(content)));
        Assert.Null(await Store.Attachments.OpenAsync(OtherOrganisationId, HashOf(content)));
        Assert.False(await Store.Attachments.DeleteAsync(OtherOrganisationId, HashOf(content)));
        Assert.True(await Store.Attachments.SaveAsync(OtherOrganisationId, HashOf(content), new MemoryStream(content)));
    }

    [Fact]
    public async Task Delete_RemovesTheContent()
    {
        var content = Content(600_000);
        await SaveAsync(content);

        Assert.True(await Store.Attachments.DeleteAsync(OrganisationId, HashOf(content)));

        Assert.False(await Store.Attachments.DeleteAsync(OrganisationId, HashOf(content)));
        Assert.Null(await Store.Attachments.FindLengthAsync(OrganisationId, HashOf(content)));
        Assert.True(await SaveAsync(content));
    }

    private Task<bool> SaveAsync(byte[] content) => Store.Attachments.SaveAsync(OrganisationId, HashOf(content), new MemoryStream(content));

    private async Task<byte[]> ReadAsync(string hash)
    {
        await using var stream = await Store.Attachments.OpenAsync(OrganisationId, hash);
        Assert.NotNull(stream);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Breaks off like a connection.</summary>
    private sealed class BrokenStream(byte[] content, int breaksAt) : MemoryStream(content, 0, content.Length, writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= breaksAt ? throw new IOException("broken") : await base.ReadAsync(buffer, cancellationToken);
    }
}
