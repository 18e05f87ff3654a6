using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Outreach;

/// <summary>
/// What each column of a file is. Names are compared without regard to case, blanks, underscores, hyphens and dots; of two columns with
/// the same meaning the first counts, and the second becomes a custom field.
/// </summary>
internal sealed class ContactColumns
{
    private const int MaxNameLength = 100;

    private static readonly FrozenDictionary<string, ContactField> KnownNames = new (ContactField Field, string Names)[]
    {
        (ContactField.Email, "email emailaddress emailid mail mailaddress primaryemail workemail businessemail contactemail emailadresse mailadresse courriel correo correoelectronico"),
        (ContactField.FirstName, "firstname first givenname forename fname contactfirstname vorname prenom prénom nombre"),
        (ContactField.LastName, "lastname last surname familyname lname contactlastname nachname familienname nomdefamille apellido apellidos cognome"),
        (ContactField.Phone, "phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone workphone telefon telefono téléphone teléfono"),
        (ContactField.TelegramId, "telegram telegramid telegramusername telegramhandle tg tgid"),
        (ContactField.CompanyName, "company companyname organization organisation organizationname organisationname employer firma unternehmen société societe empresa azienda"),
        (ContactField.CompanyId, "companyid organizationid organisationid accountid"),
        (ContactField.TimeZone, "timezone tz zeitzone fuseauhoraire"),
        (ContactField.Tags, "tags tag labels label"),
    }.SelectMany(static known => known.Names.Split(' ').Select(name => (name, known.Field)))
        .ToFrozenDictionary(static pair => pair.name, static pair => pair.Field, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<ContactField, string> FieldNames = new Dictionary<ContactField, string>
    {
        [ContactField.Email] = "email",
        [ContactField.FirstName] = "first_name",
        [ContactField.LastName] = "last_name",
        [ContactField.Phone] = "phone",
        [ContactField.TelegramId] = "telegram_id",
        [ContactField.CompanyName] = "company_name",
        [ContactField.CompanyId] = "company_id",
        [ContactField.TimeZone] = "time_zone",
        [ContactField.Tags] = "tags",
    }.ToFrozenDictionary();

    private readonly List<ContactField> _fields = [];
    private readonly List<string> _names = [];

    private ContactColumns()
    {
    }

    public IReadOnlyList<ContactField> Fields => _fields;

    /// <summary>Gets the names: of contact fields, or of custom fields.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Gets whether the number of columns is known, so that rows must have as many.</summary>
    public bool IsFixed { get; private init; }

    public bool HasAddress => _fields.Contains(ContactField.Email) || _fields.Contains(ContactField.TelegramId);

    /// <summary>Makes columns from a header.</summary>
    public static ContactColumns FromNames(IEnumerable<string> names)
    {
        var columns = new ContactColumns { IsFixed = true };
        foreach (var name in names)
        {
            var field = KnownNames.GetValueOrDefault(Simplify(name));
            columns.Add(columns._fields.Contains(field) ? ContactField.Custom : field, CustomName(name, columns._fields.Count + 1));
        }

        return columns;
    }

    /// <summary>Makes columns without names.</summary>
    /// <param name="addressColumn">The index of the address column.</param>
    public static ContactColumns FromAddressColumn(int addressColumn)
    {
        var columns = new ContactColumns();
        columns.EnsureCount(addressColumn);
        columns.Add(ContactField.Email, FieldNames[ContactField.Email]);
        return columns;
    }

    /// <summary>Names further columns by their number.</summary>
    public void EnsureCount(int count)
    {
        while (_fields.Count < count)
        {
            Add(ContactField.Custom, CustomName("", _fields.Count + 1));
        }
    }

    private void Add(ContactField field, string customName)
    {
        var name = field == ContactField.Custom ? customName : FieldNames[field];
        var unique = name;
        for (var number = 2; _names.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        _fields.Add(field);
        _names.Add(unique);
    }

    private static string Simplify(string name) =>
        string.Concat(name.Normalize().Where(static c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.' or '\u00AD')));

    /// <summary>Makes a name that templates can use: lower case, with an underscore for everything but letters and digits.</summary>
    private static string CustomName(string header, int number)
    {
        var name = new StringBuilder();
        foreach (var c in header.Normalize())
        {
            if (name.Length == MaxNameLength)
            {
                break;
            }

            if (char.IsLetterOrDigit(c))
            {
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        var trimmed = name.ToString().TrimEnd('_');
        return trimmed.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"column{number}")
            : char.IsAsciiDigit(trimmed[0]) ? "_" + trimmed
            : trimmed;
    }
}
