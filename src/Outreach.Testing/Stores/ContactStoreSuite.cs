using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IContactStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class ContactStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly ContactDraft Full = new()
    {
        Email = "Łucja.Ångström@Example.COM",
        FirstName = "Łucja",
        LastName = "Ångström '; DROP TABLE contacts; --",
        Phone = "+48 600 000 000",
        TelegramId = "@Lucja",
        CompanyName = "Ångström & Söhne \"GmbH\"",
        CompanyId = "company/7",
        TimeZone = "Europe/Warsaw",
        Tags = ["VIP", "naïve"],
        CustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Plan"] = "gold", ["notes"] = "line 1\nline 2 \u0001 😀" },
    };

    [Fact]
    public async Task FindOrCreate_OfAFullDraft_KeepsEveryValue()
    {
        var match = (await CreateAsync(Full)).Single();

        var contact = await Store.Contacts.FindAsync(OrganisationId, match.ContactId);

        Assert.True(match.Created);
        AssertSame(Full.ToContact(match.ContactId, OrganisationId, Start), contact);
        Assert.Equal("gold", contact!.CustomFields["PLAN"]);
    }

    [Fact]
    public async Task FindOrCreate_OfAMinimalDraft_LeavesTheRestEmpty()
    {
        var match = (await CreateAsync(new ContactDraft { Email = "a@example.com", FirstName = " " })).Single();

        var contact = await Store.Contacts.FindAsync(OrganisationId, match.ContactId);

        AssertSame(new Contact { Id = match.ContactId, OrganisationId = OrganisationId, Email = "a@example.com", CreatedAt = Start }, contact);
    }

    [Fact]
    public async Task FindOrCreate_OfAKnownAddressInOtherLetters_MatchesAndFillsOnlyWhatIsEmpty()
    {
        var created = (await CreateAsync(new ContactDraft
        {
            Email = "ann@bücher.example",
            FirstName = "Ann",
            CustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "free", ["city"] = "" },
        })).Single();

        var matched = (await CreateAsync(new ContactDraft
        {
            Email = "ANN@xn--bcher-kva.example.",
            FirstName = "Anna",
            LastName = "Lee",
            Tags = ["new"],
            CustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Plan"] = "gold", ["City"] = "Oslo", ["age"] = "30" },
        })).Single();

        Assert.Equal(new ContactMatch(created.ContactId, Created: false), matched);
        var contact = await Store.Contacts.FindAsync(OrganisationId, created.ContactId);
        Assert.Equal(("ann@bücher.example", "Ann", "Lee"), (contact!.Email, contact.FirstName, contact.LastName));
        Assert.Equal(["new"], contact.Tags);
        Assert.Equal(("free", "Oslo", "30"), (contact.CustomFields["plan"], contact.CustomFields["city"], contact.CustomFields["age"]));
        Assert.Equal(3, contact.CustomFields.Count);
    }

    [Fact]
    public async Task FindOrCreate_WhenTheContactHasTags_KeepsThem()
    {
        var created = (await CreateAsync(new ContactDraft { Email = "a@example.com", Tags = ["old"] })).Single();

        await CreateAsync(new ContactDraft { Email = "a@example.com", Tags = ["new"] });

        Assert.Equal(["old"], (await Store.Contacts.FindAsync(OrganisationId, created.ContactId))!.Tags);
    }

    [Fact]
    public async Task AddTags_AddsThoseThatAContactDoesNotHave()
    {
        var created = await CreateAsync(new ContactDraft { Email = "a@example.com", Tags = ["VIP"] }, new ContactDraft { Email = "b@example.com" });
        Guid[] ids = [.. created.Select(match => match.ContactId)];

        Assert.Equal(2, await Store.Contacts.AddTagsAsync(OrganisationId, [.. ids, NewId()], ["vip", "naïve", " "]));
        Assert.Equal(0, await Store.Contacts.AddTagsAsync(OrganisationId, ids, ["Naïve"]));
        Assert.Equal(0, await Store.Contacts.AddTagsAsync(OtherOrganisationId, ids, ["other"]));

        Assert.Equal(["VIP", "naïve"], (await Store.Contacts.FindAsync(OrganisationId, ids[0]))!.Tags);
        Assert.Equal(["vip", "naïve"], (await Store.Contacts.FindAsync(OrganisationId, ids[1]))!.Tags);
    }

    [Fact]
    public async Task FindOrCreate_OfTwoDraftsOfOnePerson_CreatesOneContact()
    {
        var matches = await CreateAsync(
            new ContactDraft { Email = "a@example.com", FirstName = "A" },
            new ContactDraft { Email = "b@example.com" },
            new ContactDraft { Email = "A@EXAMPLE.com", FirstName = "Not A", LastName = "Lee" });

        Assert.Equal([true, true, false], matches.Select(m => m.Created));
        Assert.Equal(matches[0].ContactId, matches[2].ContactId);
        Assert.Equal(2, await Store.Contacts.CountAsync(OrganisationId));
        var contact = await Store.Contacts.FindAsync(OrganisationId, matches[0].ContactId);
        Assert.Equal(("A", "Lee"), (contact!.FirstName, contact.LastName));
    }

    [Fact]
    public async Task FindOrCreate_WithoutAddress_MatchesByTelegramId()
    {
        var created = (await CreateAsync(new ContactDraft { TelegramId = "@Bob" })).Single();

        var matches = await CreateAsync(
            new ContactDraft { TelegramId = "bob", FirstName = "Bob" },
            new ContactDraft { Email = "bob@example.com", TelegramId = "bob" });

        Assert.Equal(new ContactMatch(created.ContactId, Created: false), matches[0]);
        Assert.True(matches[1].Created, "A draft with an address is found by its address only.");
        Assert.Equal("Bob", (await Store.Contacts.FindAsync(OrganisationId, created.ContactId))!.FirstName);
    }

    [Fact]
    public async Task FindOrCreate_WhenATelegramIdWasFilledIn_FindsTheContactByIt()
    {
        var created = (await CreateAsync(new ContactDraft { Email = "a@example.com" })).Single();
        await CreateAsync(new ContactDraft { Email = "a@example.com", TelegramId = "4711" });

        var matched = (await CreateAsync(new ContactDraft { TelegramId = "4711" })).Single();

        Assert.Equal(new ContactMatch(created.ContactId, Created: false), matched);
    }

    [Fact]
    public async Task FindOrCreate_WithADraftThatHasNoAddress_ThrowsAndStoresNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(new ContactDraft { Email = "a@example.com" }, new ContactDraft { Email = " " }));

        Assert.Equal(0, await Store.Contacts.CountAsync(OrganisationId));
    }

    [Fact]
    public async Task FindOrCreate_WhenCancelled_StoresNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Contacts.FindOrCreateAsync(OrganisationId, [new ContactDraft { Email = "a@example.com" }], Start, Cancelled));

        Assert.Equal(0, await Store.Contacts.CountAsync(OrganisationId));
    }

    [Fact]
    public async Task FindOrCreate_OfNothing_GivesNothing() => Assert.Empty(await CreateAsync());

    [Fact]
    public async Task FindOrCreate_BySeveralCallersAtOnce_CreatesEachPersonOnce()
    {
        var drafts = Enumerable.Range(0, 40).Select(i => new ContactDraft { Email = $"p{i}@example.com" }).ToArray();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CreateAsync(drafts))));

        Assert.Equal(40, await Store.Contacts.CountAsync(OrganisationId));
        Assert.Equal(40, runs.Sum(run => run.Count(match => match.Created)));
        Assert.All(Enumerable.Range(0, 40), i => Assert.Single(runs.Select(run => run[i].ContactId).Distinct()));
    }

    [Fact]
    public async Task FindByEmail_ComparesByKey()
    {
        var contact = await AddContactAsync("Ann@Example.com");

        AssertSame(contact, await Store.Contacts.FindByEmailAsync(OrganisationId, " aNN@example.COM. "));
        Assert.Null(await Store.Contacts.FindByEmailAsync(OrganisationId, "anna@example.com"));
    }

    [Fact]
    public async Task Contacts_OfAnotherOrganisation_AreNotSeen()
    {
        var contact = await AddContactAsync("a@example.com");

        Assert.Null(await Store.Contacts.FindAsync(OtherOrganisationId, contact.Id));
        Assert.Null(await Store.Contacts.FindByEmailAsync(OtherOrganisationId, "a@example.com"));
        Assert.Empty(await ReadAllAsync(Store.Contacts.ReadAsync(OtherOrganisationId, ContactQuery.Everyone)));
        Assert.Equal(0, await Store.Contacts.CountAsync(OtherOrganisationId));
        var other = await AddContactAsync("a@example.com", OtherOrganisationId);
        Assert.NotEqual(contact.Id, other.Id);
    }

    [Fact]
    public async Task Read_OverSeveralPages_GivesEachContactOnceInTheOrderOfIds()
    {
        var drafts = Enumerable.Range(0, 1_100).Select(i => new ContactDraft { Email = $"p{i}@example.com" }).ToArray();
        var created = await CreateAsync(drafts);
        var expected = created.Select(match => match.ContactId).Order().ToList();

        var read = await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Everyone));
        var rest = await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Everyone, expected[700]));

        Assert.Equal(expected, read.Select(contact => contact.Id));
        Assert.Equal(expected.Skip(701), rest.Select(contact => contact.Id));
    }

    [Theory]
    [InlineData(null, null, null, "a@example.com,b@example.com,4711")]
    [InlineData(true, null, null, "a@example.com,b@example.com")]
    [InlineData(false, null, null, "4711")]
    [InlineData(null, true, null, "b@example.com,4711")]
    [InlineData(true, false, null, "a@example.com")]
    [InlineData(null, null, "vip", "a@example.com,4711")]
    [InlineData(true, null, "none,VIP", "a@example.com")]
    [InlineData(null, null, "vi", "")]
    public async Task Read_WithAFilter_GivesWhatItSelects(bool? hasEmail, bool? hasTelegram, string? tags, string expected)
    {
        await CreateAsync(
            new ContactDraft { Email = "a@example.com", Tags = ["Vip", "x"] },
            new ContactDraft { Email = "b@example.com", TelegramId = "4712", Tags = ["y"] },
            new ContactDraft { TelegramId = "4711", Tags = ["VIP"] });
        var filter = new AudienceFilter { HasEmail = hasEmail, HasTelegram = hasTelegram, Tags = tags?.Split(',') ?? [] };

        var read = await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Of(filter)));

        Assert.Equal(
            expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            read.Select(contact => contact.Email ?? contact.TelegramId!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ListCustomFields_GivesEachNameOnceInAlphabeticalOrder()
    {
        Assert.Empty(await Store.Contacts.ListCustomFieldsAsync(OrganisationId));
        await CreateAsync(WithFields("a@example.com", "Plan", "city"), WithFields("b@example.com", "PLAN", "Ångström"));
        await CreateAsync(WithFields("a@example.com", "age", "CITY"));
        await CreateAsync(new ContactDraft { Email = "c@example.com" });

        Assert.Equal(["age", "city", "Plan", "Ångström"], await Store.Contacts.ListCustomFieldsAsync(OrganisationId));
        Assert.Empty(await Store.Contacts.ListCustomFieldsAsync(OtherOrganisationId));
    }

    [Fact]
    public async Task Read_WhenCancelled_Ends()
    {
        await AddContactAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Everyone, null, Cancelled)));
    }

    private static ContactDraft WithFields(string email, params string[] names) => new()
    {
        Email = email,
        CustomFields = names.ToDictionary(name => name, _ => "value", StringComparer.OrdinalIgnoreCase),
    };

    private Task<IReadOnlyList<ContactMatch>> CreateAsync(params ContactDraft[] drafts) =>
        Store.Contacts.FindOrCreateAsync(OrganisationId, drafts, Start);
}
