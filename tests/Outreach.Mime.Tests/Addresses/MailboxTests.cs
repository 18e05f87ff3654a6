namespace Outreach.Mime.Tests.Addresses;

public sealed class MailboxTests
{
    // RFC 5322 appendices A.1.2, A.5, A.6.1, A.6.3.
    [Theory]
    [InlineData("John Doe <jdoe@machine.example>", "John Doe", "jdoe@machine.example")]
    [InlineData("\"Joe Q. Public\" <john.q.public@example.com>", "Joe Q. Public", "john.q.public@example.com")]
    [InlineData("Mary Smith <mary@x.test>", "Mary Smith", "mary@x.test")]
    [InlineData("jdoe@example.org", "", "jdoe@example.org")]
    [InlineData("Who? <one@y.test>", "Who?", "one@y.test")]
    [InlineData("<boss@nil.test>", "", "boss@nil.test")]
    [InlineData("\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>", "Giant; \"Big\" Box", "sysservices@example.net")]
    [InlineData("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete", "pete@silly.test")]
    [InlineData("Joe Q. Public <john.q.public@example.com>", "Joe Q. Public", "john.q.public@example.com")]
    [InlineData("Mary Smith <@node.test:mary@example.net>", "Mary Smith", "mary@example.net")]
    [InlineData("Mary Smith <@a.test,@b.test:mary@example.net>", "Mary Smith", "mary@example.net")]
    [InlineData("John Doe <jdoe@machine(comment).  example>", "John Doe", "jdoe@machine.example")]
    public void TryParse_OfTheStandardsExamples_ReadsNameAndAddress(string text, string name, string address)
    {
        Assert.True(Mailbox.TryParse(text, AddressSyntax.Lenient, out var mailbox, out var error), error.ToString());
        Assert.Equal((name, address), (mailbox.DisplayName, mailbox.Address.ToString()));
    }

    [Theory]
    [InlineData("jdoe@example.org (John Doe)", "John Doe", "jdoe@example.org")]
    [InlineData("john@x.example <john@x.example>", "john@x.example", "john@x.example")]
    [InlineData("Ann @ Acme <ann@acme.example>", "Ann @ Acme", "ann@acme.example")]
    [InlineData("@acme team <ann@acme.example>", "@acme team", "ann@acme.example")]
    [InlineData("[Bug] tracker <bug@acme.example>", "[Bug] tracker", "bug@acme.example")]
    [InlineData("Jürgen Groß <jg@example.com>", "Jürgen Groß", "jg@example.com")]
    [InlineData("=?utf-8?Q?J=C3=BCrgen?= <jg@example.com>", "=?utf-8?Q?J=C3=BCrgen?=", "jg@example.com")]
    [InlineData("\"a@evil.example x\"@corp.example", "", "\"a@evil.example x\"@corp.example")]
    [InlineData("\"evil@evil.example\" <good@corp.example>", "evil@evil.example", "good@corp.example")]
    public void TryParse_OfWhatProgramsWrite_ReadsNameAndAddress(string text, string name, string address)
    {
        Assert.True(Mailbox.TryParse(text, AddressSyntax.Lenient, out var mailbox, out var error), error.ToString());
        Assert.Equal((name, address), (mailbox.DisplayName, mailbox.Address.ToString()));
    }

    [Theory]
    [InlineData("Acme, Inc. <a@example.com>", AddressErrorKind.MissingAt, 4)]
    [InlineData("Ann <a@example.com", AddressErrorKind.UnclosedAngle, 4)]
    [InlineData("Ann < a@example.com>", AddressErrorKind.UnexpectedSpace, 5)]
    [InlineData("Ann <a@example.com> x", AddressErrorKind.UnexpectedText, 20)]
    [InlineData("Ann (x) <a@example.com>", AddressErrorKind.UnexpectedComment, 4)]
    [InlineData("Ann <a@example.com>\r\n", AddressErrorKind.ControlCharacter, 19)]
    [InlineData("Ann <>", AddressErrorKind.InvalidCharacter, 5)]
    public void TryParse_OfAnInvalidText_SaysWhatAndWhere(string text, AddressErrorKind kind, int position)
    {
        Assert.False(Mailbox.TryParse(text, AddressSyntax.Strict, out _, out var error));
        Assert.Equal((kind, position), (error.Kind, error.Position));
    }

    [Theory]
    [InlineData("Ann Lee", "Ann Lee <a@example.com>")]
    [InlineData("Lee, Ann", "\"Lee, Ann\" <a@example.com>")]
    [InlineData("Ann \"A\" Lee\\", "\"Ann \\\"A\\\" Lee\\\\\" <a@example.com>")]
    [InlineData("Ann  Lee", "\"Ann  Lee\" <a@example.com>")]
    [InlineData("Jürgen", "Jürgen <a@example.com>")]
    [InlineData("", "a@example.com")]
    [InlineData("Ann\r\nBcc: x@example.com", "\"Ann Bcc: x@example.com\" <a@example.com>")]
    [InlineData("\u2028Ann\u0085\tLee\0", "Ann Lee <a@example.com>")]
    public void ToString_OfAnyName_IsReadBack(string name, string text)
    {
        var mailbox = new Mailbox(name, EmailAddress.Parse("a@example.com"));
        Assert.Equal(text, mailbox.ToString());
        Assert.Equal(mailbox, Mailbox.Parse(text));
    }
}
