using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IMetadataStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class MetadataStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Set_StoresAndReplaces()
    {
        Assert.Null(await Store.Metadata.GetAsync("clock"));

        await Store.Metadata.SetAsync("clock", "1");
        await Store.Metadata.SetAsync("clock", "2 – zwei");
        await Store.Metadata.SetAsync("other", "");

        Assert.Equal("2 – zwei", await Store.Metadata.GetAsync("clock"));
        Assert.Equal("", await Store.Metadata.GetAsync("other"));
        Assert.Null(await Store.Metadata.GetAsync("CLOCK"));
    }

    [Fact]
    public async Task Set_WhenCancelled_StoresNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Metadata.SetAsync("clock", "1", Cancelled));

        Assert.Null(await Store.Metadata.GetAsync("clock"));
    }

    [Fact]
    public async Task GetOrAdd_KeepsWhatIsThere()
    {
        Assert.Equal("first", await Store.Metadata.GetOrAddAsync("key", "first"));
        Assert.Equal("first", await Store.Metadata.GetOrAddAsync("key", "second"));
        Assert.Equal("first", await Store.Metadata.GetAsync("key"));
    }

    [Fact]
    public async Task GetOrAdd_ByManyAtOnce_GivesAllTheSame()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.Metadata.GetOrAddAsync("key", $"value {i}"))));

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Equal(answers[0], await Store.Metadata.GetAsync("key"));
    }

    [Fact]
    public async Task GetOrAdd_WhenCancelled_StoresNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Metadata.GetOrAddAsync("key", "1", Cancelled));

        Assert.Null(await Store.Metadata.GetAsync("key"));
    }

    [Fact]
    public async Task Generation_WhenRaised_IsThatOfNewSessions()
    {
        await using var before = await Store.Ledger.OpenSessionAsync();
        Assert.Equal(1, before.Generation);

        await Store.Metadata.SetAsync(MetadataNames.Generation, "2");

        await using var after = await Store.Ledger.OpenSessionAsync();
        Assert.Equal(2, after.Generation);
        Assert.Equal(1, before.Generation);
    }
}
