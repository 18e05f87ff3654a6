using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IRecipientListStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class RecipientListStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Save_KeepsEveryValue_AndReplacesNameAndFilter()
    {
        var list = NewList() with { Filter = new AudienceFilter { HasEmail = true, Tags = ["ünï"], StageIds = ["a"], LastEngagedWithinDays = 30 } };
        await Store.Lists.SaveAsync(list);
        AssertSame(list, await Store.Lists.FindAsync(OrganisationId, list.Id));

        var changed = list with { Name = "Other", Filter = new AudienceFilter { CompanyId = "c" } };
        await Store.Lists.SaveAsync(changed with { CreatedAt = Start.AddDays(9), LastSentAt = Start });

        AssertSame(changed, await Store.Lists.FindAsync(OrganisationId, list.Id));
    }

    [Fact]
    public async Task Save_OfWhatCantBeUsed_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Lists.SaveAsync(NewList() with { Name = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Lists.SaveAsync(NewList() with { Filter = new AudienceFilter { ListId = NewId() } }));

        var list = NewList();
        await Store.Lists.SaveAsync(list);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Lists.SaveAsync(list with { Filter = AudienceFilter.Everyone }));
    }

    [Fact]
    public async Task List_GivesTheListsOfOneOrganisation()
    {
        var (first, second) = (NewList(), NewList());
        await Store.Lists.SaveAsync(second);
        await Store.Lists.SaveAsync(first);
        await Store.Lists.SaveAsync(NewList() with { OrganisationId = OtherOrganisationId });

        Assert.Equal([first.Id, second.Id], (await Store.Lists.ListAsync(OrganisationId)).Select(list => list.Id));
        Assert.Null(await Store.Lists.FindAsync(OtherOrganisationId, first.Id));
    }

    [Fact]
    public async Task AddMembers_CountsThoseWhoAreNew_AndLeavesStrangersOut()
    {
        var list = await AddListAsync();
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        var stranger = await AddContactAsync(organisationId: OtherOrganisationId);

        Assert.Equal(1, await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [a.Id]));
        Assert.Equal(1, await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [a.Id, b.Id, b.Id, stranger.Id, NewId()]));

        Assert.Equal(2, await Store.Lists.CountMembersAsync(OrganisationId, list.Id));
        Assert.Equal(new[] { a.Id, b.Id }.Order(), await MembersAsync(list));
        Assert.Equal([list.Id], (await Store.Lists.ListByContactAsync(OrganisationId, a.Id)).Select(found => found.Id));
    }

    [Fact]
    public async Task AddMembers_ToAListWithAFilter_OrOfAnotherOrganisation_IsRefused()
    {
        var contact = await AddContactAsync();
        var filtered = NewList() with { Filter = AudienceFilter.Everyone };
        await Store.Lists.SaveAsync(filtered);
        var list = await AddListAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Lists.AddMembersAsync(OrganisationId, filtered.Id, [contact.Id]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Lists.AddMembersAsync(OrganisationId, NewId(), [contact.Id]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Lists.AddMembersAsync(OtherOrganisationId, list.Id, [contact.Id]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Lists.AddMembersAsync(OrganisationId, list.Id, [contact.Id], Cancelled));
        Assert.Empty(await MembersAsync(list));
    }

    [Fact]
    public async Task RemoveMembers_TakesOffThoseWhoAreOnTheList()
    {
        var list = await AddListAsync();
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [a.Id, b.Id]);

        Assert.Equal(0, await Store.Lists.RemoveMembersAsync(OtherOrganisationId, list.Id, [a.Id]));
        Assert.Equal(1, await Store.Lists.RemoveMembersAsync(OrganisationId, list.Id, [a.Id, NewId()]));

        Assert.Equal([b.Id], await MembersAsync(list));
    }

    [Fact]
    public async Task Members_AsStreams_GoInAndOutInBatches()
    {
        var list = await AddListAsync();
        var drafts = Enumerable.Range(0, 1_203).Select(i => new ContactDraft { Email = $"m{i}@example.com" }).ToArray();
        var ids = (await Store.Contacts.FindOrCreateAsync(OrganisationId, drafts, Start)).Select(match => match.ContactId).ToArray();

        Assert.Equal(1_203, await Store.Lists.AddMembersAsync(OrganisationId, list.Id, ids.ToAsyncEnumerable()));
        Assert.Equal(1_203, (await MembersAsync(list)).Count);
        Assert.Equal(1_000, await Store.Lists.RemoveMembersAsync(OrganisationId, list.Id, ids.Take(1_000).ToAsyncEnumerable()));
        Assert.Equal(203, await Store.Lists.CountMembersAsync(OrganisationId, list.Id));
    }

    [Fact]
    public async Task Delete_LeavesTheContacts()
    {
        var list = await AddListAsync();
        var contact = await AddContactAsync();
        await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [contact.Id]);

        Assert.False(await Store.Lists.DeleteAsync(OtherOrganisationId, list.Id));
        Assert.True(await Store.Lists.DeleteAsync(OrganisationId, list.Id));

        Assert.False(await Store.Lists.DeleteAsync(OrganisationId, list.Id));
        Assert.NotNull(await Store.Contacts.FindAsync(OrganisationId, contact.Id));
        Assert.Empty(await Store.Lists.ListByContactAsync(OrganisationId, contact.Id));
    }

    [Fact]
    public async Task Erase_TakesAPersonOffLists()
    {
        var list = await AddListAsync();
        var contact = await AddContactAsync();
        await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [contact.Id]);

        await Store.PersonalData.EraseAsync(OrganisationId, contact.Id, Start);

        Assert.Equal(0, await Store.Lists.CountMembersAsync(OrganisationId, list.Id));
        Assert.Equal(0, await Store.Lists.AddMembersAsync(OrganisationId, list.Id, [contact.Id]));
    }

    private static RecipientList NewList() => new() { Id = NewId(), OrganisationId = OrganisationId, Name = "Früh", CreatedAt = Start };

    private async Task<RecipientList> AddListAsync()
    {
        var list = NewList();
        await Store.Lists.SaveAsync(list);
        return list;
    }

    private async Task<IReadOnlyList<Guid>> MembersAsync(RecipientList list)
    {
        var found = await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Of(new AudienceFilter { ListId = list.Id })));
        return [.. found.Select(contact => contact.Id)];
    }
}
