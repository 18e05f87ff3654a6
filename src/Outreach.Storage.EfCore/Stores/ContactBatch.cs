using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>The contacts that a batch of drafts may match, tracked by the context that will save them.</summary>
internal sealed class ContactBatch
{
    private readonly OutreachDbContext _context;
    private readonly Guid _organisationId;
    private readonly Dictionary<string, ContactEntity> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContactEntity> _byTelegram = new(StringComparer.Ordinal);
    private HashSet<string> _fieldKeys = [];

    private ContactBatch(OutreachDbContext context, Guid organisationId)
    {
        _context = context;
        _organisationId = organisationId;
    }

    public static async Task<ContactBatch> LoadAsync(
        OutreachDbContext context, Guid organisationId, IReadOnlyList<ContactDraft> drafts, CancellationToken cancellationToken)
    {
        var batch = new ContactBatch(context, organisationId);
        var contacts = context.Contacts.AsTracking().Where(row => row.OrganisationId == organisationId);

        batch._fieldKeys = await context.CustomFields
            .Where(row => row.OrganisationId == organisationId)
            .Select(row => row.NameKey)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken)
            .ConfigureAwait(false);

        // In parts, since a statement takes a limited number of parameters.
        foreach (var keys in Keys(drafts, byEmail: true))
        {
            await contacts.Where(row => keys.Contains(row.EmailKey!)).ForEachAsync(batch.Index, cancellationToken).ConfigureAwait(false);
        }

        foreach (var keys in Keys(drafts, byEmail: false))
        {
            await contacts.Where(row => keys.Contains(row.TelegramKey!)).OrderBy(row => row.Id)
                .ForEachAsync(batch.Index, cancellationToken).ConfigureAwait(false);
        }

        return batch;
    }

    public ContactMatch FindOrCreate(ContactDraft draft, DateTimeOffset now)
    {
        var index = IsByEmail(draft) ? _byEmail : _byTelegram;
        if (index.TryGetValue(draft.FindKey()!, out var found))
        {
            var contact = found.ToContact();
            var filled = contact.FillFrom(draft);
            if (!ReferenceEquals(contact, filled))
            {
                Store(found, filled);
            }

            return new ContactMatch(found.Id, Created: false);
        }

        var created = new ContactEntity();
        Store(created, draft.ToContact(Guid.CreateVersion7(now), _organisationId, now));
        _context.Contacts.Add(created);
        return new ContactMatch(created.Id, Created: true);
    }

    private static bool IsByEmail(ContactDraft draft) => !string.IsNullOrWhiteSpace(draft.Email);

    private static IEnumerable<string[]> Keys(IReadOnlyList<ContactDraft> drafts, bool byEmail) => drafts
        .Where(draft => IsByEmail(draft) == byEmail)
        .Select(draft => draft.FindKey()!)
        .Distinct(StringComparer.Ordinal)
        .Chunk(500);

    private void Store(ContactEntity row, Contact contact)
    {
        row.Set(contact);
        Index(row);
        foreach (var name in contact.CustomFields.Keys)
        {
            var key = name.ToUpperInvariant();
            if (_fieldKeys.Add(key))
            {
                _context.CustomFields.Add(new CustomFieldEntity { OrganisationId = _organisationId, NameKey = key, Name = name });
            }
        }
    }

    private void Index(ContactEntity row)
    {
        if (row.EmailKey is not null)
        {
            _byEmail.TryAdd(row.EmailKey, row);
        }

        if (row.TelegramKey is not null)
        {
            _byTelegram.TryAdd(row.TelegramKey, row);
        }
    }
}
