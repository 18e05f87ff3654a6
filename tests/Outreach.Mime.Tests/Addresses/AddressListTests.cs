namespace Outreach.Mime.Tests.Addresses;

public sealed class AddressListTests
{
    [Fact]
    public void TryParse_OfTheStandardsGroups_ReadsEntries()
    {
        // RFC 5322 A.1.3.
        var list = AddressList.Read("A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;, Undisclosed recipients:;, mary@example.net");
        Assert.Equal(AddressErrorKind.None, list.Error.Kind);
        Assert.Equal(["A Group", "Undisclosed recipients", null], list.Entries.Select(entry => entry.GroupName));
        Assert.Equal(["c@a.test", "joe@where.test", "jdoe@one.test", "mary@example.net"], list.Mailboxes.Select(mailbox => mailbox.Address.ToString()));
        Assert.Equal(
            "A Group: Ed Jones <c@a.test>, joe@where.test, John <jdoe@one.test>;, Undisclosed recipients: ;, mary@example.net", list.ToString());
        Assert.True(AddressList.TryParse(list.ToString(), out var again, out var error), error.ToString());
        Assert.Equal(list.ToString(), again.ToString());
    }

    [Fact]
    public void Read_OfTheStandardsObsoleteForms_ReadsEntries()
    {
        // RFC 5322 A.5 and A.6.1.
        var group = AddressList.Read("A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n joe@example.org,\r\n  John <jdoe@one.test> (my dear friend); (the end of the group)");
        Assert.Equal(AddressErrorKind.None, group.Error.Kind);
        Assert.Equal(["c@public.example", "joe@example.org", "jdoe@one.test"], group.Mailboxes.Select(mailbox => mailbox.Address.ToString()));
        Assert.Empty(AddressList.Read("(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;").Mailboxes);
        var list = AddressList.Read("Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example");
        Assert.Equal(["mary@example.net", "jdoe@test.example"], list.Mailboxes.Select(mailbox => mailbox.Address.ToString()));
    }

    [Theory]
    [InlineData("ann@example.com, nonsense, bob@example.com", 2, AddressErrorKind.MissingAt)]
    [InlineData("ann@example.com, bad@@example.com; bob@example.com", 2, AddressErrorKind.InvalidCharacter)]
    [InlineData("Smith, John <john@example.com>", 1, AddressErrorKind.MissingAt)]
    [InlineData("ann@example.com; bob@example.com", 2, AddressErrorKind.None)]
    [InlineData("Team: ann@example.com, bob@example.com", 2, AddressErrorKind.None)]
    [InlineData("ann@example.com, (never closed", 1, AddressErrorKind.UnclosedComment)]
    [InlineData("", 0, AddressErrorKind.Empty)]
    [InlineData(null, 0, AddressErrorKind.Empty)]
    public void Read_OfAListWithErrors_KeepsTheRest(string? text, int count, AddressErrorKind error)
    {
        var list = AddressList.Read(text);
        Assert.Equal((count, error), (list.Mailboxes.Count, list.Error.Kind));
    }

    [Theory]
    [InlineData("ann@example.com, nonsense")]
    [InlineData("ann@example.com; bob@example.com")]
    [InlineData("Team: ann@example.com")]
    [InlineData("ann@example.com (Ann)")]
    public void TryParse_OfAListWithErrors_GivesNothing(string text)
    {
        Assert.False(AddressList.TryParse(text, out var list, out var error));
        Assert.Empty(list.Entries);
        Assert.NotEqual(AddressErrorKind.None, error.Kind);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(,")]
    [InlineData("()")]
    [InlineData("\",")]
    [InlineData("a@b,")]
    [InlineData("a \"x,\" @")]
    [InlineData("<@,")]
    [InlineData("a:b;")]
    [InlineData("@<")]
    public void Read_OfAMegabyteOfOnePattern_Returns(string pattern)
    {
        // A quadratic reader would need minutes for this.
        var list = AddressList.Read(string.Concat(Enumerable.Repeat(pattern, 1_000_000 / pattern.Length)));
        Assert.True(list.Mailboxes.Count <= 1_000_000);
    }
}
