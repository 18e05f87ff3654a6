using System.Text.Json;
using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IPersonalDataStore"/>, and that suppression finds those who were erased.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class PersonalDataStoreSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const string Address = "Zebedee.Quux@person.test";

    [Fact]
    public async Task Erase_LeavesNothingPersonalInAnyAggregate()
    {
        var contact = await AddPersonAsync();
        var campaign = await AddCampaignAsync();
        await EnrolAsync(campaign, contact: contact);
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));
        await RecordAsync(session, intent, SendDisposition.Accepted);
        await Ledger.RecordEventAsync(new EventEffects
        {
            Event = NewEvent(intent, DeliveryEventType.Replied, "k") with { Detail = "I am Zebedee", Sentiment = ReplySentiment.Negative, Reply = new ProviderReply { Code = 250, Text = Address } },
        });

        var report = await EraseAsync(contact);

        Assert.Equal(new ErasureReport(Stopped: 1, Sends: 1, Events: 1, UnderWay: 0), report);
        Assert.False(await Store.Events.SetSentimentAsync(OrganisationId, "k", ReplySentiment.Positive, Start));
        Assert.Null(Assert.Single(await Store.Events.ListByContactAsync(OrganisationId, contact.Id)).Sentiment);
        var left = JsonSerializer.Serialize(new
        {
            Contact = await Store.Contacts.FindAsync(OrganisationId, contact.Id),
            Participants = await Store.Participants.ListByContactAsync(OrganisationId, contact.Id),
            Sends = await ReadAllAsync(Store.PersonalData.ReadSendsAsync(OrganisationId, contact.Id)),
            Events = await ReadAllAsync(Store.PersonalData.ReadEventsAsync(OrganisationId, contact.Id)),
            ByCampaign = await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, campaign.Id)),
            Suppressions = await ReadAllAsync(Store.Suppressions.ReadAsync(OrganisationId)),
        });
        Assert.All(
            (string[])["Zebedee", "person.test", "Quux", "Berlin", "555", "Acme", "vip", "secret", "form", "Grüße", "said", "zebedee_quux"],
            text => Assert.DoesNotContain(text, left, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Start, (await Store.Contacts.FindAsync(OrganisationId, contact.Id))!.ErasedAt);
        Assert.Null(await Store.Contacts.FindByEmailAsync(OrganisationId, Address));
        Assert.Null(await Store.Contacts.FindByTelegramAsync(OrganisationId, "zebedee_quux"));
        Assert.Empty(await ReadAllAsync(Store.Contacts.ReadAsync(OrganisationId, ContactQuery.Everyone)));
        var send = await SendAsync(intent);
        Assert.Equal((SendState.Sent, intent.Send.MessageId, 250), (send.State, send.MessageId, send.Reply!.Code!.Value));
    }

    [Fact]
    public async Task ErasedPerson_WhoIsImportedAgain_IsStillSuppressed()
    {
        var contact = await AddPersonAsync();
        await EraseAsync(contact);

        var again = await AddContactAsync("ZEBEDEE.quux@PERSON.test.");

        Assert.NotEqual(contact.Id, again.Id);
        var entry = await Store.Suppressions.FindAsync(OrganisationId, AddressKey.FromEmail(again.Email!));
        Assert.Equal(SuppressionReason.Erased, entry!.Reason);
        Assert.NotNull(await Store.Suppressions.FindAsync(OrganisationId, AddressKey.FromTelegram("@Zebedee_Quux")));
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, "somebody@person.test"));
        Assert.Null(await Store.Suppressions.FindAsync(OtherOrganisationId, AddressKey.FromEmail(Address)));

        await EnrolAsync(await AddCampaignAsync(), contact: again);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        Assert.True(leased.IsSuppressed);
        Assert.Equal(IntentVerdict.Suppressed, Assert.Single(await IntendAsync(session, LedgerScenario.Intent(leased))).Verdict);
    }

    [Fact]
    public async Task Suppression_ThatWasThere_KeepsReasonAndTime_AndCanBeRemovedByTheAddress()
    {
        var contact = await AddPersonAsync();
        var key = AddressKey.FromEmail(Address);
        await Store.Suppressions.AddAsync(
        [
            new() { OrganisationId = OrganisationId, Key = key, Reason = SuppressionReason.Complaint, At = Start.AddDays(-1), Source = "mail" },
            new() { OrganisationId = OrganisationId, Key = "@domain.example", Reason = SuppressionReason.Manual, At = Start },
        ]);

        await EraseAsync(contact);

        var entry = await Store.Suppressions.FindAsync(OrganisationId, key);
        Assert.Equal((SuppressionReason.Complaint, Start.AddDays(-1), (string?)null), (entry!.Reason, entry.At, entry.Source));
        Assert.NotNull(await Store.Suppressions.FindAsync(OrganisationId, "x@domain.example"));
        Assert.True(await Store.Suppressions.RemoveAsync(OrganisationId, key));
        Assert.Null(await Store.Suppressions.FindAsync(OrganisationId, key));
    }

    [Fact]
    public async Task Erase_FencesTheWorkerThatHoldsALease()
    {
        var contact = await AddPersonAsync();
        await EnrolAsync(await AddCampaignAsync(), contact: contact);
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);

        Assert.Equal(1, (await EraseAsync(contact))!.Stopped);

        Assert.Equal(IntentVerdict.Fenced, Assert.Single(await IntendAsync(session, LedgerScenario.Intent(leased))).Verdict);
        var participant = await ParticipantAsync(leased.Participant.Id);
        Assert.Equal((ParticipantStatus.Stopped, ReasonCodes.Erased, (DateTimeOffset?)null), (participant.Status, participant.Reason.Code, participant.DueAt));
        Assert.Empty(await LeaseAsync(session, Start.AddYears(1)));
    }

    [Fact]
    public async Task Erase_WhileAMessageIsUnderWay_LetsItsResultIn_AndClearsItOnceItIs()
    {
        var contact = await AddPersonAsync();
        await EnrolAsync(await AddCampaignAsync(), contact: contact);
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));

        Assert.Equal(1, (await EraseAsync(contact))!.UnderWay);
        Assert.Equal("", (await SendAsync(intent)).Recipient);
        Assert.Equal(contact.Id, Assert.Single(await Store.PersonalData.ListUnfinishedErasuresAsync(10)).Id);
        await RecordAsync(session, intent, SendDisposition.Accepted);
        Assert.Equal("said ä", (await SendAsync(intent)).Reply!.Text);

        Assert.Equal(0, (await Store.PersonalData.EraseAsync(OrganisationId, contact.Id, Start.AddHours(1)))!.UnderWay);

        var send = await SendAsync(intent);
        Assert.Equal((SendState.Sent, ""), (send.State, send.Reply!.Text));
        Assert.Empty(await Store.PersonalData.ListUnfinishedErasuresAsync(10));
        Assert.Equal(Start, (await Store.Contacts.FindAsync(OrganisationId, contact.Id))!.ErasedAt);
    }

    [Fact]
    public async Task Erase_CancelsWhatWasRefusedForNow()
    {
        var contact = await AddPersonAsync();
        await EnrolAsync(await AddCampaignAsync(), contact: contact);
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));
        await RecordAsync(
            session, intent, SendDisposition.Retry, LedgerScenario.Move(ParticipantStatus.Pending, 0, Start.AddHours(1), Start));

        await EraseAsync(contact);

        Assert.Equal(SendState.Cancelled, (await SendAsync(intent)).State);
    }

    [Fact]
    public async Task Erase_OfAnotherOrganisation_OrOfNobody_ChangesNothing()
    {
        var contact = await AddPersonAsync();

        Assert.Null(await Store.PersonalData.EraseAsync(OtherOrganisationId, contact.Id, Start));
        Assert.Null(await Store.PersonalData.EraseAsync(OrganisationId, NewId(), Start));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PersonalData.EraseAsync(OrganisationId, contact.Id, Start, Cancelled));

        AssertSame(contact, await Store.Contacts.FindAsync(OrganisationId, contact.Id));
    }

    private Task<ErasureReport?> EraseAsync(Contact contact) => Store.PersonalData.EraseAsync(OrganisationId, contact.Id, Start);

    private async Task<Contact> AddPersonAsync()
    {
        var draft = new ContactDraft
        {
            Email = Address,
            FirstName = "Zebedee",
            LastName = "Quux",
            Phone = "+49 555 1",
            TelegramId = "@Zebedee_Quux",
            CompanyName = "Acme",
            TimeZone = "Europe/Berlin",
            Tags = ["vip"],
            CustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["note"] = "secret" },
            Consent = new ConsentRecord { Source = "form", At = Start, TextVersion = "2", OriginAddress = "192.0.2.1" },
        };
        var matches = await Store.Contacts.FindOrCreateAsync(OrganisationId, [draft], Start);
        var contact = (await Store.Contacts.FindAsync(OrganisationId, matches[0].ContactId))!;
        Assert.Equal(draft.Consent, contact.Consent);
        return contact;
    }
}
