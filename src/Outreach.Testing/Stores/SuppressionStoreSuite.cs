using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ISuppressionStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class SuppressionStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Add_KeepsEveryValue_AndTheFirstEntryOfAKey()
    {
        var entry = Entry("a@example.com") with { Reason = SuppressionReason.Complaint, Source = "event/1" };

        Assert.Equal(2, await Store.Suppressions.AddAsync([entry, Entry("b@example.com"), Entry("b@example.com")]));
        Assert.Equal(1, await Store.Suppressions.AddAsync([Entry("a@example.com"), Entry("c@example.com")]));

        AssertSame(entry, await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Add_WhenCancelled_StoresNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Suppressions.AddAsync([Entry("a@example.com")], Cancelled));

        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Find_OfAnAddressInASuppressedDomain_GivesTheDomainsEntry()
    {
        var domain = Entry(AddressKey.FromDomain("example.com"));
        await Store.Suppressions.AddAsync([domain]);

        AssertSame(domain, await Store.Suppressions.FindAsync(OrganisationId, "anyone@example.com"));
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "anyone@sub.example.com"));
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "anyone@example.org"));
    }

    [Fact]
    public async Task Find_WhenAddressAndDomainAreSuppressed_GivesTheAddressesOwnEntry()
    {
        var own = Entry("a@example.com") with { Reason = SuppressionReason.HardBounce };
        await Store.Suppressions.AddAsync([Entry("@example.com"), own]);

        AssertSame(own, await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Remove_LetsTheAddressBeWrittenToAgain()
    {
        await Store.Suppressions.AddAsync([Entry("a@example.com")]);

        Assert.False(await Store.Suppressions.RemoveAsync(OtherOrganisationId, "a@example.com"));
        Assert.True(await Store.Suppressions.RemoveAsync(OrganisationId, "a@example.com"));

        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "a@example.com"));
        Assert.False(await Store.Suppressions.RemoveAsync(OrganisationId, "a@example.com"));
    }

    [Fact]
    public async Task Read_OverSeveralPages_GivesAllInTheOrderOfKeys()
    {
        var keys = Enumerable.Range(0, 1_100).Select(i => $"p{i}@example.com").ToList();
        await Store.Suppressions.AddAsync([.. keys.Select(Entry)]);
        await Store.Suppressions.AddAsync([Entry("other@example.com") with { OrganisationId = OtherOrganisationId }]);

        var read = await ReadAllAsync(Store.Suppressions.ReadAsync(OrganisationId));

        Assert.Equal(keys.Order(StringComparer.Ordinal), read.Select(entry => entry.Key), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Suppressions_OfAnotherOrganisation_HaveNoEffect()
    {
        await Store.Suppressions.AddAsync([Entry("a@example.com"), Entry("@example.com")]);

        Assert.Null(await Store.Suppressions.FindAsync(OtherOrganisationId, "a@example.com"));
    }

    private static SuppressionEntry Entry(string key) =>
        new() { OrganisationId = OrganisationId, Key = key, Reason = SuppressionReason.Manual, At = Start };
}
