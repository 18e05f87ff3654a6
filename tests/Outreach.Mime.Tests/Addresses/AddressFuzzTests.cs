using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Outreach.Mime.Tests.Addresses;

public sealed class AddressFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Seeds =
    [
        "ann@example.com", "Ann Lee <ann@example.com>", "\"Lee, Ann\" <\"a b\"@example.com>", "ann@[IPv6:2001:db8::1]", "a@[192.0.2.1] (x(y)z)",
        "Team: a@b.example, C <c@d.example>;, e@f.example", "Mary <@node.test,@b.test:mary@example.net>", "ann @ bücher . example",
        "用户@例え.テスト", "=?utf-8?B?SsO8cmdlbg==?= <j@example.com>", "a..b.@docomo.example", "\"a\\\"b\"@x.example", "Undisclosed recipients:;",
    ];

    private static readonly string[] Pieces =
    [
        "(", ")", "<", ">", "@", ",", ";", ":", "\"", "\\", ".", "[", "]", " ", "\t", "\r\n ", "\r", "\n", "\0", "\u0085", "\u2028", "\uD800",
        "\uDC00", "😀", "a", "Z", "-", "_", "xn--", "é", "\u200D", "\u202E", "IPv6:", "::", "255", "=?utf-8?Q?", "?=",
    ];

    [Fact]
    public async Task Parser_OverMutations_NeverThrowsAndKeepsItsPromises()
    {
        var accepted = 0;
        await Fuzzing.RunAsync(
            static seed => Mutate(new Random(seed)), text => accepted += Check(text) ? 1 : 0, static text => text.Length * sizeof(char),
            static text => Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(text)));
        output.WriteLine($"{accepted} of them are addresses in either syntax");
        Assert.True(accepted > 0);
    }

    [Fact]
    public void Parser_OverAnyStrings_NeverThrowsAndKeepsItsPromises() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Check(text ?? "") || true).Check(Fuzzing.Properties);

    [Fact]
    public void Mailbox_OfAnyName_RoundTripsThroughText() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), name =>
        {
            var mailbox = new Mailbox(name, EmailAddress.Parse("ann@example.com"));
            return HeaderText.IsSafe(mailbox.DisplayName) && Mailbox.Parse(mailbox.ToString()) == mailbox;
        }).Check(Fuzzing.Properties);

    [Fact]
    public void QuotedLocalPart_OfAnyPrintableText_RoundTrips() =>
        Prop.ForAll(Gen.Choose(0x20, 0x7E).Select(c => (char)c).ListOf().ToArbitrary(), chars =>
        {
            var local = new string([.. chars.Take(30)]);
            var quoted = $"\"{local.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"@example.com";
            return EmailAddress.TryParse(quoted, out var address) && address.LocalPart == local &&
                EmailAddress.TryParse(address.ToString(), out var again) && again == address;
        }).Check(Fuzzing.Properties);

    private static bool Check(string text)
    {
        var strict = EmailAddress.TryParse(text, AddressSyntax.Strict, out var address, out var error);
        Assert.Equal(strict, error.Kind == AddressErrorKind.None);
        Assert.InRange(error.Position, 0, text.Length);
        var lenient = EmailAddress.TryParse(text, AddressSyntax.Lenient, out var loose, out error);
        Assert.InRange(error.Position, 0, text.Length);
        if (strict)
        {
            Assert.True(lenient && address.IsSendable);
            Assert.Equal(address, loose);
            Assert.True(Encoding.UTF8.GetByteCount(address.ToString()) <= 254);
            Assert.True(EmailAddress.TryParse(address.ToUnicodeString(), out var unicode));
            Assert.Equal(address, unicode);
        }

        if (lenient)
        {
            CheckSafe(loose);
        }

        var read = Mailbox.TryParse(text, AddressSyntax.Strict, out _, out error);
        Assert.Equal(read, error.Kind == AddressErrorKind.None);
        Assert.InRange(error.Position, 0, text.Length);
        foreach (var mailbox in AddressList.Read(text).Mailboxes)
        {
            Assert.True(HeaderText.IsSafe(mailbox.DisplayName));
            CheckSafe(mailbox.Address);
        }

        return strict || lenient;
    }

    private static void CheckSafe(EmailAddress address)
    {
        var text = address.ToString();
        Assert.True(HeaderText.IsSafe(text));
        Assert.True(HeaderText.IsSafe(address.ToUnicodeString()));
        Assert.True(EmailAddress.TryParse(text, AddressSyntax.Lenient, out var again, out var error), $"{text}: {error}");
        Assert.Equal(address, again);
        Assert.Equal(address.IsSendable, EmailAddress.TryParse(text, out _));
        Assert.Equal(text, $"{text[..text.LastIndexOf('@')]}@{address.Domain}");
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1 when text.Length > 0:
                    text.Remove(Math.Min(at, text.Length - 1), 1);
                    break;
                case 2 when text.Length > 0:
                    text[Math.Min(at, text.Length - 1)] = (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000);
                    break;
                default:
                    var other = Seeds[random.Next(Seeds.Length)];
                    text.Insert(at, other[random.Next(other.Length)..]);
                    break;
            }
        }

        return text.ToString();
    }
}
