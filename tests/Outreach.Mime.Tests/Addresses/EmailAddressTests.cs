namespace Outreach.Mime.Tests.Addresses;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("Ann.Lee+news@Example.COM", "Ann.Lee+news@example.com")]
    [InlineData("\"ann\"@example.com", "ann@example.com")]
    [InlineData("\"an\\n\"@example.com", "ann@example.com")]
    [InlineData("\"Ann Lee\"@example.com", "\"Ann Lee\"@example.com")]
    [InlineData("\"a\\\"b\\\\c\"@example.com", "\"a\\\"b\\\\c\"@example.com")]
    [InlineData("\"a@evil.example x\"@corp.example", "\"a@evil.example x\"@corp.example")]
    [InlineData("\"\"@example.com", "\"\"@example.com")]
    [InlineData("ann@[192.0.2.1]", "ann@[192.0.2.1]")]
    [InlineData("ann@[IPV6:2001:DB8::1]", "ann@[IPv6:2001:db8::1]")]
    [InlineData("ann@bücher.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@BÜCHER.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@faß.example", "ann@xn--fa-hia.example")]
    [InlineData("用户@例え.テスト", "用户@xn--r8jz45g.xn--zckzah")]
    [InlineData("ann@ＡＢＣ.example", "ann@abc.example")]
    [InlineData("ann@localhost", "ann@localhost")]
    public void TryParse_OfAValidAddress_GivesItsCanonicalForm(string text, string canonical)
    {
        Assert.True(EmailAddress.TryParse(text, AddressSyntax.Strict, out var address, out var error), error.ToString());
        Assert.Equal(canonical, address.ToString());
        Assert.True(address.IsSendable);
        Assert.True(EmailAddress.TryParse(address.ToString(), out var again));
        Assert.Equal(address, again);
        Assert.True(EmailAddress.TryParse(address.ToUnicodeString(), out var unicode));
        Assert.Equal(address, unicode);
    }

    [Theory]
    [InlineData(null, AddressErrorKind.Empty, 0)]
    [InlineData("", AddressErrorKind.Empty, 0)]
    [InlineData("  ", AddressErrorKind.Empty, 0)]
    [InlineData("ann", AddressErrorKind.MissingAt, 3)]
    [InlineData("@example.com", AddressErrorKind.MissingLocalPart, 0)]
    [InlineData("ann@", AddressErrorKind.MissingDomain, 4)]
    [InlineData(".ann@example.com", AddressErrorKind.MisplacedDot, 0)]
    [InlineData("ann.@example.com", AddressErrorKind.MisplacedDot, 3)]
    [InlineData("a..b@example.com", AddressErrorKind.MisplacedDot, 2)]
    [InlineData("ann@example..com", AddressErrorKind.MisplacedDot, 12)]
    [InlineData("ann@.example.com", AddressErrorKind.MisplacedDot, 4)]
    [InlineData("ann@example.com.", AddressErrorKind.MisplacedDot, 16)]
    [InlineData("ann@-example.com", AddressErrorKind.MisplacedHyphen, 4)]
    [InlineData("ann@example-.com", AddressErrorKind.MisplacedHyphen, 11)]
    [InlineData("ann@exa_mple.com", AddressErrorKind.InvalidCharacter, 7)]
    [InlineData("ann,lee@example.com", AddressErrorKind.InvalidCharacter, 3)]
    [InlineData("ann lee@example.com", AddressErrorKind.UnexpectedSpace, 3)]
    [InlineData(" ann@example.com", AddressErrorKind.UnexpectedSpace, 0)]
    [InlineData("ann@example.com ", AddressErrorKind.UnexpectedSpace, 15)]
    [InlineData("ann@example.com, bob@example.com", AddressErrorKind.UnexpectedText, 15)]
    [InlineData("ann@example.com>", AddressErrorKind.UnexpectedText, 15)]
    [InlineData("ann(x)@example.com", AddressErrorKind.UnexpectedComment, 3)]
    [InlineData("\"ann@example.com", AddressErrorKind.UnclosedQuote, 0)]
    [InlineData("ann@[192.0.2.1", AddressErrorKind.UnclosedLiteral, 4)]
    [InlineData("ann@[192.0.2.256]", AddressErrorKind.InvalidAddressLiteral, 4)]
    [InlineData("ann@[x:y]", AddressErrorKind.InvalidAddressLiteral, 4)]
    [InlineData("ann@bü_cher.example", AddressErrorKind.InvalidInternationalDomain, 4)]
    [InlineData("ann@a／b.example", AddressErrorKind.InvalidInternationalDomain, 4)]
    [InlineData("ann＠example.com", AddressErrorKind.MissingAt, 15)]
    [InlineData("ann@example.com\r\nBcc: x@example.com", AddressErrorKind.ControlCharacter, 15)]
    [InlineData("ann@example.com>\u2028", AddressErrorKind.ControlCharacter, 16)]
    [InlineData("ann\uFFFD@example.com", AddressErrorKind.InvalidCharacter, 3)]
    [InlineData("an\u202En@example.com", AddressErrorKind.InvalidCharacter, 2)]
    [InlineData("an\u00A0n@example.com", AddressErrorKind.InvalidCharacter, 2)]
    public void TryParse_OfAnInvalidText_SaysWhatAndWhere(string? text, AddressErrorKind kind, int position)
    {
        Assert.False(EmailAddress.TryParse(text, AddressSyntax.Strict, out var address, out var error));
        Assert.True(address.IsEmpty);
        Assert.Equal((kind, position), (error.Kind, error.Position));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_OfHalfASurrogatePair_Fails()
    {
        AssertError("ann\uD83D@example.com", AddressErrorKind.ControlCharacter, 3);
        AssertError("ann@\uDE00example.com", AddressErrorKind.ControlCharacter, 4);
        Assert.False(EmailAddress.TryParse("ann\uD83D@example.com", AddressSyntax.Lenient, out _, out _));
        Assert.False(EmailAddress.TryParse("ann@\uD83D.example", AddressSyntax.Lenient, out _, out _));
        Assert.True(EmailAddress.TryParse("\uD83D\uDE00@example.com", out _));
    }

    [Fact]
    public void TryParse_AtEachLimit_TakesTheLastOctetAndNoMore()
    {
        var local = new string('a', 64);
        var label = new string('b', 63);
        Assert.True(EmailAddress.TryParse($"{local}@example.com", out _));
        AssertError($"{local}a@example.com", AddressErrorKind.LocalPartTooLong, 64);
        Assert.True(EmailAddress.TryParse($"{new string('ü', 32)}@example.com", out _));
        AssertError($"{new string('ü', 33)}@example.com", AddressErrorKind.LocalPartTooLong, 33);
        Assert.True(EmailAddress.TryParse($"a@{label}.com", out _));
        AssertError($"a@{label}b.com", AddressErrorKind.LabelTooLong, 65);

        var domain = string.Join('.', label, label, new string('b', 61));
        Assert.Equal(254, $"{local}@{domain}".Length);
        Assert.True(EmailAddress.TryParse($"{local}@{domain}", out _));
        AssertError($"{local}@{domain}b", AddressErrorKind.AddressTooLong, 254);
        AssertError($"a@{label}.{label}.{label}.{label}", AddressErrorKind.DomainTooLong, 255);
    }

    [Theory]
    [InlineData("Ann@Example.com", "ann@example.com")]
    [InlineData("ann+tag@example.com", "ann+tag@example.com")]
    [InlineData("ÄNN@bücher.example", "änn@xn--bcher-kva.example")]
    [InlineData("A\u0308NN@example.com", "änn@example.com")]
    [InlineData("\"Ann Lee\"@example.com", "\"ann lee\"@example.com")]
    public void ToNormalizedString_OfEqualPeople_IsEqual(string text, string normalized) =>
        Assert.Equal(normalized, EmailAddress.Parse(text).ToNormalizedString());

    [Fact]
    public void Parts_OfAnAddress_AreReadable()
    {
        var address = EmailAddress.Parse("\"Ann \\\"A\\\" Lee\"@bücher.example");
        Assert.Equal("Ann \"A\" Lee", address.LocalPart);
        Assert.Equal("xn--bcher-kva.example", address.Domain);
        Assert.Equal("bücher.example", address.UnicodeDomain);
        Assert.False(address.RequiresSmtpUtf8);
        Assert.True(EmailAddress.Parse("änn@example.com").RequiresSmtpUtf8);
    }

    [Fact]
    public void TryParse_OfACanonicalAddress_KeepsTheStringItself()
    {
        var text = "ann.lee@mail.example.com";
        Assert.Same(text, EmailAddress.Parse(text).ToString());
    }

    [Fact]
    public void Default_IsEmptyAndSafeToUse()
    {
        EmailAddress none = default;
        Assert.True(none.IsEmpty);
        Assert.Equal(("", "", "", "", ""), (none.ToString(), none.LocalPart, none.Domain, none.ToNormalizedString(), none.ToUnicodeString()));
        Assert.False(none.IsSendable || none.RequiresSmtpUtf8);
        Assert.Equal(none, default);
        Assert.Equal(0, none.GetHashCode());
        Assert.Equal("", default(Mailbox).ToString());
    }

    [Fact]
    public void Parse_OfAnInvalidText_ThrowsWhatToDo()
    {
        var thrown = Assert.Throws<FormatException>(() => EmailAddress.Parse("ann"));
        Assert.Equal("At 3: Add '@' and a domain, such as name@example.com.", thrown.Message);
    }

    [Theory]
    [InlineData("ann . lee @ example . com", "ann.lee@example.com", true)]
    [InlineData("(hi) ann (there) @ example.com (all)", "ann@example.com", true)]
    [InlineData("ann(a(b\\)c)d)@example.com", "ann@example.com", true)]
    [InlineData("ann\r\n @example.com", "ann@example.com", true)]
    [InlineData("\"ann\".lee@example.com", "ann.lee@example.com", true)]
    [InlineData("\"ann lee\".x@example.com", "\"ann lee.x\"@example.com", true)]
    [InlineData("a..b.@docomo.example", "\"a..b.\"@docomo.example", true)]
    [InlineData("ann@exa_mple.com", "ann@exa_mple.com", false)]
    [InlineData("ann@[some thing]", "ann@[something]", false)]
    public void TryParse_OfObsoleteSyntaxWhenLenient_GivesTheCanonicalForm(string text, string canonical, bool sendable)
    {
        Assert.True(EmailAddress.TryParse(text, AddressSyntax.Lenient, out var address, out var error), error.ToString());
        Assert.Equal(canonical, address.ToString());
        Assert.Equal(sendable, address.IsSendable);
        Assert.False(EmailAddress.TryParse(text, out _));
    }

    [Fact]
    public void TryParse_OfLongPartsWhenLenient_ReadsThemAsNotSendable()
    {
        Assert.True(EmailAddress.TryParse(new string('a', 300) + "@example.com", AddressSyntax.Lenient, out var address, out _));
        Assert.False(address.IsSendable);
        Assert.False(EmailAddress.TryParse(new string('a', 1000) + "@example.com", AddressSyntax.Lenient, out _, out var error));
        Assert.Equal(AddressErrorKind.AddressTooLong, error.Kind);
    }

    [Theory]
    [InlineData("<")]
    [InlineData(">")]
    [InlineData("\\]")]
    [InlineData("[")]
    [InlineData("@")]
    [InlineData(",")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    public void TryParse_OfALiteralThatCouldLeaveTheEnvelopePath_FailsEvenWhenLenient(string inside) =>
        Assert.False(EmailAddress.TryParse($"ann@[x{inside}y]", AddressSyntax.Lenient, out _, out _));

    private static void AssertError(string text, AddressErrorKind kind, int position)
    {
        Assert.False(EmailAddress.TryParse(text, AddressSyntax.Strict, out _, out var error));
        Assert.Equal((kind, position), (error.Kind, error.Position));
    }
}
