namespace Outreach.Tests.Contacts;

public sealed class ContactTests
{
    [Fact]
    public void FillFrom_KeepsWhatIsThere_AndFillsWhatIsEmpty()
    {
        var contact = new Contact
        {
            Id = Guid.Empty,
            OrganisationId = Organisation.DefaultId,
            Email = "anna@example.com",
            FirstName = "Anna",
            CustomFields = new Dictionary<string, string> { ["city"] = "Bern" },
        };

        var filled = contact.FillFrom(new ContactDraft
        {
            Email = "other@example.com",
            FirstName = "Hanna",
            LastName = "Lee",
            CustomFields = new Dictionary<string, string> { ["city"] = "Basel", ["plan"] = "pro" },
        });

        Assert.Equal(("anna@example.com", "Anna", "Lee"), (filled.Email, filled.FirstName, filled.LastName));
        Assert.Equal(("Bern", "pro"), (filled.CustomFields["city"], filled.CustomFields["plan"]));
    }
}
