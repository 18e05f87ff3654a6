using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ISenderAccountStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class SenderAccountStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Save_KeepsEveryValue()
    {
        var account = NewAccount() with
        {
            BounceAddress = "bounces@example.com",
            UnsubscribeAddress = "leave@example.com",
            DailyCap = 40,
            TimeZone = "America/New_York",
            Signature = "Best,\nJosé",
            SignatureHtml = "<b>José</b>",
            Channel = Channel.Telegram,
            IsActive = false,
        };

        await Store.SenderAccounts.SaveAsync(account);

        AssertSame(account, await Store.SenderAccounts.FindAsync(OrganisationId, account.Id));
    }

    [Fact]
    public async Task Save_OfAKnownId_Replaces()
    {
        var account = NewAccount() with { DailyCap = 40 };
        await Store.SenderAccounts.SaveAsync(account);
        var changed = account with { DisplayName = "Other", DailyCap = null };

        await Store.SenderAccounts.SaveAsync(changed);

        AssertSame(changed, Assert.Single(await Store.SenderAccounts.ListAsync(OrganisationId)));
    }

    [Fact]
    public async Task Save_WhenCancelled_StoresNothing()
    {
        var account = NewAccount();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SenderAccounts.SaveAsync(account, Cancelled));

        Assert.Null(await Store.SenderAccounts.FindAsync(OrganisationId, account.Id));
    }

    [Fact]
    public async Task List_GivesTheOrganisationsAccountsInTheOrderOfIds()
    {
        SenderAccount[] accounts = [NewAccount(), NewAccount(), NewAccount()];
        foreach (var account in accounts.Reverse())
        {
            await Store.SenderAccounts.SaveAsync(account);
        }

        Assert.Equal(accounts.Select(a => a.Id), (await Store.SenderAccounts.ListAsync(OrganisationId)).Select(a => a.Id));
    }

    [Fact]
    public async Task Accounts_OfAnotherOrganisation_AreNotSeen()
    {
        var account = NewAccount();
        await Store.SenderAccounts.SaveAsync(account);

        Assert.Null(await Store.SenderAccounts.FindAsync(OtherOrganisationId, account.Id));
        Assert.Empty(await Store.SenderAccounts.ListAsync(OtherOrganisationId));
    }

    private static SenderAccount NewAccount() => new()
    {
        Id = NewId(),
        OrganisationId = OrganisationId,
        DisplayName = "José Álvarez",
        Address = "jose@example.com",
        ProviderName = "primary",
    };
}
