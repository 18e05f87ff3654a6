namespace Outreach.Tracking.Tests;

public sealed class TokenKeyRingTests
{
    [Fact]
    public void Export_Parsed_GivesARingThatAcceptsTheSameTokens()
    {
        var ring = TokenKeyRing.Generate().Rotate().Rotate();
        Assert.True(TokenKeyRing.TryParse(ring.Export(), out var parsed));
        Assert.Equal(ring.CurrentId, parsed.CurrentId);
        Assert.Equal(ring.Export(), parsed.Export());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData(";")]
    [InlineData("1;2:AAAA")]
    [InlineData("1;1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("1;1:****************************************************")]
    [InlineData("300;1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("2;1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("1;1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void TryParse_NotARing_Fails(string text) => Assert.False(TokenKeyRing.TryParse(text, out _));

    [Fact]
    public void Create_ShortKey_SaysHowLongItMustBe()
    {
        var exception = Assert.Throws<ArgumentException>(() => TokenKeyRing.Create(1, new Dictionary<byte, byte[]> { [1] = new byte[31] }));
        Assert.Contains("Key 1 has 31 bytes; a key needs at least 32 random bytes.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoCurrentKey_Throws() =>
        Assert.Throws<ArgumentException>(() => TokenKeyRing.Create(2, new Dictionary<byte, byte[]> { [1] = new byte[32] }));

    [Fact]
    public void Create_KeyChangedAfterwards_KeepsTheOldKey()
    {
        var key = new byte[32];
        var ring = TokenKeyRing.Create(1, new Dictionary<byte, byte[]> { [1] = key });
        var before = ring.Export();
        key[0] = 1;
        Assert.Equal(before, ring.Export());
    }

    [Fact]
    public void ToString_Always_ShowsNoKey()
    {
        var ring = TokenKeyRing.Generate();
        Assert.Equal("Token keys, current 1", ring.ToString());
    }

    [Fact]
    public void Rotate_AllIdsUsed_Throws()
    {
        var ring = TokenKeyRing.Create(9, Enumerable.Range(0, 256).ToDictionary(static id => (byte)id, static _ => new byte[32]));
        Assert.Throws<InvalidOperationException>(ring.Rotate);
    }
}
