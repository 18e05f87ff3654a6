namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>custom_fields</c>: a field that some contact of an organisation has, kept so that it need not be searched for.</summary>
internal sealed class CustomFieldEntity
{
    public Guid OrganisationId { get; set; }

    /// <summary>Gets or sets the name in upper case, since names are compared without regard to case.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>Gets or sets the name as it was first written.</summary>
    public string Name { get; set; } = "";
}
