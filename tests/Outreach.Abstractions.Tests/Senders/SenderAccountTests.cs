namespace Outreach.Tests.Senders;

public sealed class SenderAccountTests
{
    [Fact]
    public void Create_GivesOneAddressOneId()
    {
        var first = SenderAccount.Create("Ada", "ada@example.com", "primary");
        var again = SenderAccount.Create("Ada L.", "ADA@example.com", "other");
        var another = SenderAccount.Create("Ben", "ben@example.com", "primary");

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, another.Id);
        Assert.Equal(8, first.Id.Version);
    }
}
