using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IStoredMessageStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class StoredMessageStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly Guid Account = new("0195f0aa-0000-7000-8000-0000000000c1");
    private static readonly Guid OtherAccount = new("0195f0aa-0000-7000-8000-0000000000c2");

    [Fact]
    public async Task Add_StoresEachMessageOnce()
    {
        var contact = await AddContactAsync();

        Assert.Equal(2, await Store.StoredMessages.AddAsync([Message("1", contact), Message("2", contact), Message("1", contact)]));
        Assert.Equal(1, await Store.StoredMessages.AddAsync([Message("2", contact), Message("3", contact)]));

        var stored = await ReadAllAsync(Store.PersonalData.ReadStoredMessagesAsync(OrganisationId, contact.Id));
        Assert.Equal(["1", "2", "3"], stored.Select(message => message.MessageId).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        AssertSame(Message("1", contact), stored.Single(message => message.MessageId == "1"));
    }

    [Fact]
    public async Task ListGroups_CountsMembers_AndTakesTheLatestTitle()
    {
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        await Store.StoredMessages.AddAsync(
        [
            Message("1", a) with { ChatTitle = "Old" },
            Message("2", b) with { ChatTitle = "Händler", At = Start.AddHours(2) },
            Message("3", a) with { ChatTitle = null, At = Start.AddHours(3) },
            Message("1", a) with { ChatId = "-2", ChatTitle = null },
            Message("1", a) with { SenderAccountId = OtherAccount },
        ]);

        var groups = await Store.StoredMessages.ListGroupsAsync(OrganisationId, Account);

        AssertSame<IEnumerable<GroupSource>>(
            [
                new GroupSource { SenderAccountId = Account, ChatId = "-1", Title = "Händler", Members = 2, LastMessageAt = Start.AddHours(3) },
                new GroupSource { SenderAccountId = Account, ChatId = "-2", Title = null, Members = 1, LastMessageAt = Start },
            ],
            groups.OrderBy(group => group.ChatId, StringComparer.Ordinal));
        Assert.Equal(3, (await Store.StoredMessages.ListGroupsAsync(OrganisationId)).Count);
        Assert.Empty(await Store.StoredMessages.ListGroupsAsync(OtherOrganisationId));
    }

    [Fact]
    public async Task ReadMembers_GivesEachMemberOnce_OverSeveralPages()
    {
        var drafts = Enumerable.Range(0, 601).Select(i => new ContactDraft { TelegramId = $"user{i}" }).ToArray();
        var ids = (await Store.Contacts.FindOrCreateAsync(OrganisationId, drafts, Start)).Select(match => match.ContactId).ToList();
        await Store.StoredMessages.AddAsync([.. ids.SelectMany((id, i) => new[] { Message($"a{i}", id), Message($"b{i}", id) })]);

        Assert.Equal(ids.Order(), await ReadAllAsync(Store.StoredMessages.ReadMembersAsync(OrganisationId, Account, "-1")));
        Assert.Empty(await ReadAllAsync(Store.StoredMessages.ReadMembersAsync(OrganisationId, OtherAccount, "-1")));
        Assert.Empty(await ReadAllAsync(Store.StoredMessages.ReadMembersAsync(OtherOrganisationId, Account, "-1")));
    }

    [Fact]
    public async Task Erase_RemovesWhatAPersonWrote()
    {
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        await Store.StoredMessages.AddAsync([Message("1", a), Message("2", b)]);

        await Store.PersonalData.EraseAsync(OrganisationId, a.Id, Start);

        Assert.Equal([b.Id], await ReadAllAsync(Store.StoredMessages.ReadMembersAsync(OrganisationId, Account, "-1")));
        Assert.Empty(await ReadAllAsync(Store.PersonalData.ReadStoredMessagesAsync(OrganisationId, a.Id)));
    }

    private static StoredMessage Message(string id, Contact contact) => Message(id, contact.Id);

    private static StoredMessage Message(string id, Guid contactId) => new()
    {
        OrganisationId = OrganisationId,
        SenderAccountId = Account,
        ChatId = "-1",
        MessageId = id,
        ContactId = contactId,
        ChatTitle = "Händler",
        Text = "Grüße 😀",
        At = Start,
    };
}
