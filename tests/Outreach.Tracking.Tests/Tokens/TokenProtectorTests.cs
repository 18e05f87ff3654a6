using System.Text;
using Outreach.TestServers;

namespace Outreach.Tracking.Tests;

public sealed class TokenProtectorTests
{
    private static readonly AttemptId Attempt = new(new Guid("0192f0c1-2345-7abc-8def-0123456789ab"), 3);
    private static readonly TokenPurpose[] Purposes = Enum.GetValues<TokenPurpose>();
    private readonly TokenProtector _protector = new(TokenKeyRing.Create(7, new Dictionary<byte, byte[]> { [7] = KeyOf(1) }));

    [Fact]
    public void Protect_KnownKey_GivesTheTokenOfTheFormatForEver()
    {
        // Computed by an independent implementation (Python's hmac and base64): links in mailboxes must stay valid in all later versions.
        Assert.Equal("aedqdexqyeruk6v4rxxqci2fm6e2wa3zibdsas6thss3lpx4gdxazejo", Protect(Attempt, TokenPurpose.Unsubscribe));
    }

    [Fact]
    public void Unprotect_OwnToken_GivesTheAttemptForItsPurposeOnly()
    {
        foreach (var made in Purposes)
        {
            var token = Protect(Attempt, made);
            foreach (var asked in Purposes)
            {
                Assert.Equal(made == asked, _protector.TryUnprotect(token, asked, out var attempt));
                Assert.Equal(made == asked ? Attempt : default, attempt);
            }
        }
    }

    [Fact]
    public void Protect_AnyToken_FitsIntoALocalPart()
    {
        var token = Protect(Attempt, TokenPurpose.Bounce);
        Assert.Equal(ITokenProtector.TokenLength, token.Length);
        Assert.Matches("^[a-z2-7]{56}$", token);
    }

    [Fact]
    public void Unprotect_CaseChanged_StillAccepts()
    {
        var token = Protect(Attempt, TokenPurpose.Bounce);
        var mixed = string.Concat(token.Select(static (c, i) => i % 2 == 0 ? char.ToUpperInvariant(c) : c));
        Assert.True(_protector.TryUnprotect(token.ToUpperInvariant(), TokenPurpose.Bounce, out _));
        Assert.True(_protector.TryUnprotect(mixed, TokenPurpose.Bounce, out var attempt));
        Assert.Equal(Attempt, attempt);
    }

    [Fact]
    public void Unprotect_AnyBitFlipped_Rejects()
    {
        var token = Protect(Attempt, TokenPurpose.Unsubscribe);
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        for (var i = 0; i < token.Length; i++)
        {
            for (var bit = 0; bit < 5; bit++)
            {
                var flipped = new StringBuilder(token) { [i] = alphabet[alphabet.IndexOf(token[i], StringComparison.Ordinal) ^ (1 << bit)] };
                Assert.False(_protector.TryUnprotect(flipped.ToString(), TokenPurpose.Unsubscribe, out var attempt));
                Assert.Equal(default, attempt);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0")]
    [InlineData("aeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé")]
    public void Unprotect_NotAToken_Rejects(string text) =>
        Assert.False(_protector.TryUnprotect(text, TokenPurpose.Unsubscribe, out _));

    [Fact]
    public void Unprotect_TokenWithSomethingAround_Rejects()
    {
        var token = Protect(Attempt, TokenPurpose.Reply);
        Assert.False(_protector.TryUnprotect(token + "a", TokenPurpose.Reply, out _));
        Assert.False(_protector.TryUnprotect(token.AsSpan(1), TokenPurpose.Reply, out _));
        Assert.False(_protector.TryUnprotect(" " + token, TokenPurpose.Reply, out _));
    }

    [Fact]
    public void Unprotect_RandomText_NeverAcceptsAndNeverThrows()
    {
        var random = new Random(20261121);
        var token = Protect(Attempt, TokenPurpose.Bounce);
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567ABCXYZ01+=@\0\u00e9";
        var text = new char[64];
        for (var run = 0; run < 300_000; run++)
        {
            // Half of the runs change a genuine token, half are made up.
            var length = run % 10 == 0 ? random.Next(text.Length) : ITokenProtector.TokenLength;
            for (var i = 0; i < length; i++)
            {
                var keep = run % 2 == 0 && i < token.Length && random.Next(8) != 0;
                text[i] = keep ? token[i] : alphabet[random.Next(alphabet.Length)];
            }

            var span = text.AsSpan(0, length);
            var genuine = span.Equals(token, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(genuine, _protector.TryUnprotect(span, TokenPurpose.Bounce, out _));
        }
    }

    [Fact]
    public void Unprotect_OldKeyInRing_AcceptsButNewTokensUseTheNewKey()
    {
        var old = TokenKeyRing.Generate();
        var token = Protect(new TokenProtector(old), TokenPurpose.Unsubscribe);
        var rotated = new TokenProtector(old.Rotate());
        Assert.True(rotated.TryUnprotect(token, TokenPurpose.Unsubscribe, out _));
        Assert.False(new TokenProtector(old).TryUnprotect(Protect(rotated, TokenPurpose.Unsubscribe), TokenPurpose.Unsubscribe, out _));
    }

    [Fact]
    public void Unprotect_TokenOfAnotherKey_Rejects()
    {
        var other = new TokenProtector(TokenKeyRing.Create(7, new Dictionary<byte, byte[]> { [7] = KeyOf(2) }));
        Assert.False(_protector.TryUnprotect(Protect(other, TokenPurpose.Bounce), TokenPurpose.Bounce, out _));
    }

    [Fact]
    public async Task ProtectAndUnprotect_Always_AllocateNothing()
    {
        var token = new char[ITokenProtector.TokenLength];
        Assert.Equal(0, await Allocation.LeastAsync(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                _protector.Protect(Attempt, TokenPurpose.Bounce, token);
                _protector.TryUnprotect(token, TokenPurpose.Bounce, out _);
            }
        }));
    }

    [Fact]
    public void Protect_DestinationTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => _protector.Protect(Attempt, TokenPurpose.Bounce, new char[ITokenProtector.TokenLength - 1]));

    private static byte[] KeyOf(byte first) => [.. Enumerable.Range(0, 32).Select(i => (byte)(first + (i * 7)))];

    private static string Protect(ITokenProtector protector, TokenPurpose purpose) => Protect(protector, Attempt, purpose);

    private static string Protect(ITokenProtector protector, AttemptId attempt, TokenPurpose purpose)
    {
        var token = new char[ITokenProtector.TokenLength];
        protector.Protect(attempt, purpose, token);
        return new string(token);
    }

    private string Protect(AttemptId attempt, TokenPurpose purpose) => Protect(_protector, attempt, purpose);
}
