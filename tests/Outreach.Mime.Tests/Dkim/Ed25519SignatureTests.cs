namespace Outreach.Mime.Tests;

public sealed class Ed25519SignatureTests
{
    // RFC 8032 §7.1, tests 1 to 3: key, message, signature.
    public static TheoryData<string, string, string> Rfc8032 => new()
    {
        {
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Verify_ExampleOfTheRfc_IsRight(string key, string message, string signature) =>
        Assert.True(Ed25519Signature.Verify(Bytes(key), Bytes(message), Bytes(signature)));

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Verify_AfterAChangeOfAnyBit_IsWrong(string key, string message, string signature)
    {
        var right = Bytes(signature);
        for (var bit = 0; bit < right.Length * 8; bit++)
        {
            var wrong = (byte[])right.Clone();
            wrong[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Ed25519Signature.Verify(Bytes(key), Bytes(message), wrong));
        }

        Assert.False(Ed25519Signature.Verify(Bytes(key), [.. Bytes(message), 0], right));
    }

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Verify_WithAnUnreducedScalar_IsWrong(string key, string message, string signature)
    {
        // S + L verifies by the equation; §5.1.7 refuses it, since it would be a second signature.
        var bytes = Bytes(signature);
        var order = (System.Numerics.BigInteger.One << 252)
            + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        var scalar = new System.Numerics.BigInteger(bytes.AsSpan(32), isUnsigned: true) + order;
        bytes.AsSpan(32).Clear();
        Assert.True(scalar.TryWriteBytes(bytes.AsSpan(32), out _, isUnsigned: true));
        Assert.False(Ed25519Signature.Verify(Bytes(key), Bytes(message), bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    public void Verify_WithAKeyThatIsNoPoint_IsWrong(string key) =>
        Assert.False(Ed25519Signature.Verify(Bytes(key), [], new byte[64]));

    [Fact]
    public void Verify_WithASignatureOfTheWrongLength_IsWrong() =>
        Assert.False(Ed25519Signature.Verify(new byte[32], [], new byte[63]));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
