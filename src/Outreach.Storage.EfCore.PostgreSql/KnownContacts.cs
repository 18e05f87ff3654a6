using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>The contacts that a batch of drafts may be about, loaded at once; the context tracks what the drafts change.</summary>
internal sealed class KnownContacts
{
    private readonly OutreachDbContext _context;
    private readonly Guid _organisationId;
    private readonly Dictionary<string, ContactEntity> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContactEntity> _byTelegram = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newFields = new(StringComparer.OrdinalIgnoreCase);

    private KnownContacts(OutreachDbContext context, Guid organisationId)
    {
        _context = context;
        _organisationId = organisationId;
    }

    /// <summary>Gets the custom fields of the contacts that were made or filled.</summary>
    public IReadOnlyCollection<string> NewFields => _newFields;

    public static async Task<KnownContacts> LoadAsync(
        OutreachDbContext context, Guid organisationId, IReadOnlyList<ContactDraft> drafts, CancellationToken cancellationToken)
    {
        var emails = drafts.Where(HasEmail).Select(draft => draft.FindKey()!).Distinct(StringComparer.Ordinal).ToArray();
        var telegrams = drafts.Where(draft => !HasEmail(draft)).Select(draft => draft.FindKey()!).Distinct(StringComparer.Ordinal).ToArray();
        var known = new KnownContacts(context, organisationId);
        var rows = context.Contacts.AsTracking().Where(row => row.OrganisationId == organisationId);
        if (emails.Length > 0)
        {
            await foreach (var row in rows.Where(row => emails.Contains(row.EmailKey)).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                known.Index(row);
            }
        }

        if (telegrams.Length > 0)
        {
            var found = rows.Where(row => telegrams.Contains(row.TelegramKey)).OrderBy(row => row.Id).AsAsyncEnumerable();
            await foreach (var row in found.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                known.Index(row);
            }
        }

        return known;
    }

    public ContactMatch FindOrCreate(ContactDraft draft, DateTimeOffset now)
    {
        if ((HasEmail(draft) ? _byEmail : _byTelegram).TryGetValue(draft.FindKey()!, out var row))
        {
            var contact = row.ToContact();
            var filled = contact.FillFrom(draft);
            if (!ReferenceEquals(contact, filled))
            {
                Set(row, filled);
            }

            return new ContactMatch(row.Id, Created: false);
        }

        var created = draft.ToContact(Guid.CreateVersion7(now), _organisationId, now);
        row = new ContactEntity();
        Set(row, created);
        _context.Contacts.Add(row);
        return new ContactMatch(row.Id, Created: true);
    }

    private static bool HasEmail(ContactDraft draft) => !string.IsNullOrWhiteSpace(draft.Email);

    private void Set(ContactEntity row, Contact contact)
    {
        _newFields.UnionWith(contact.CustomFields.Keys);
        row.Set(contact);
        Index(row);
    }

    private void Index(ContactEntity row)
    {
        if (row.EmailKey is { } email)
        {
            _byEmail.TryAdd(email, row);
        }

        // Several contacts may have one Telegram id; the one with the least id is meant.
        if (row.TelegramKey is { } telegram && !(_byTelegram.TryGetValue(telegram, out var other) && other.Id.CompareTo(row.Id) <= 0))
        {
            _byTelegram[telegram] = row;
        }
    }
}
