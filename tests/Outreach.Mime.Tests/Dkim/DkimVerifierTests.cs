using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Mime.Tests;

public sealed class DkimVerifierTests
{
    private const string Body = "Hello\r\n";
    private const string Headers = "From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: Hi\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_MessageWithoutSignature_IsNone()
    {
        var result = await VerifyAsync(Headers + Body);
        Assert.Equal(DkimStatus.None, result.Status);
        Assert.Empty(result.Signatures);
    }

    [Theory]
    [InlineData("v=1", "v=2", DkimFailure.UnknownVersion)]
    [InlineData("v=1; ", "", DkimFailure.MissingTag)]
    [InlineData("a=rsa-sha256", "a=rsa-md5", DkimFailure.UnknownAlgorithm)]
    [InlineData("a=rsa-sha256", "a=ed25519-sha256", DkimFailure.KeyMismatch)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/odd", DkimFailure.UnknownCanonicalization)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed/relaxed", DkimFailure.UnknownCanonicalization)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; q=http/x", DkimFailure.UnknownQuery)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; c=simple", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; 1x=y", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; nonsense", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; l=x", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; l=-1", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; l=99999999999999999999999", DkimFailure.BodyTooShort)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; x=1", DkimFailure.MalformedSignature)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; i=ann@example.org", DkimFailure.IdentityMismatch)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; i=ann@notexample.com", DkimFailure.IdentityMismatch)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/relaxed; i=nobody", DkimFailure.IdentityMismatch)]
    [InlineData("d=example.com", "d=example.org", DkimFailure.KeyNotFound)]
    [InlineData("d=example.com", "d=", DkimFailure.MalformedSignature)]
    [InlineData("d=example.com", "d=exa mple.com", DkimFailure.MalformedSignature)]
    [InlineData("s=s1", "s=s2", DkimFailure.KeyNotFound)]
    [InlineData("h=From:From:", "h=", DkimFailure.FromNotSigned)]
    [InlineData("bh=", "bh=!", DkimFailure.MalformedSignature)]
    [InlineData("bh=", "bh=AAAA", DkimFailure.BodyHashMismatch)]
    [InlineData("\tb=", "\tb=@", DkimFailure.MalformedSignature)]
    [InlineData("\tb=", "\tb=AAAA", DkimFailure.SignatureMismatch)]
    [InlineData("From: Ann", "From: Eve", DkimFailure.SignatureMismatch)]
    [InlineData("From: Ann <ann@example.com>", "From: nobody", DkimFailure.MalformedMessage)]
    [InlineData("To: bob", "From: <eve@example.org>\r\nTo: bob", DkimFailure.MalformedMessage)]
    [InlineData("Hello", "Bye", DkimFailure.BodyHashMismatch)]
    public async Task Verify_AfterAChange_SaysWhy(string from, string to, DkimFailure failure)
    {
        using var signer = SharedKey.Signer();
        var text = Encoding.ASCII.GetString(signer.Sign(Encoding.ASCII.GetBytes(Headers + Body)));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var place = text.IndexOf(from, StringComparison.Ordinal);

        var result = await VerifyAsync(text.Remove(place, from.Length).Insert(place, to));

        Assert.Equal(failure, result.Signatures[0].Failure);
        Assert.NotEqual(DkimStatus.Pass, result.Status);
    }

    [Theory]
    [InlineData("", DkimFailure.MalformedKey)]
    [InlineData("v=DKIM1", DkimFailure.MalformedKey)]
    [InlineData("v=DKIM1; p=", DkimFailure.KeyRevoked)]
    [InlineData("v=DKIM2; p={0}", DkimFailure.MalformedKey)]
    [InlineData("p={0}; v=DKIM1", DkimFailure.MalformedKey)]
    [InlineData("v=DKIM1; p=AAAA", DkimFailure.MalformedKey)]
    [InlineData("v=DKIM1; p=?", DkimFailure.MalformedKey)]
    [InlineData("v=DKIM1; k=ed25519; p={0}", DkimFailure.KeyMismatch)]
    [InlineData("v=DKIM1; h=sha1; p={0}", DkimFailure.KeyMismatch)]
    [InlineData("v=DKIM1; s=web; p={0}", DkimFailure.KeyMismatch)]
    [InlineData("v=DKIM1; p={0}", DkimFailure.None)]
    [InlineData("v=DKIM1; s=web:email; h=sha1 : sha256; t=s; k=rsa; n=note; p={0};", DkimFailure.None)]
    [InlineData("v=DKIM1; s=*; t=y; p={0}", DkimFailure.None)]
    public async Task Verify_WithAKeyRecord_ReadsItByTheRules(string record, DkimFailure failure)
    {
        using var signer = SharedKey.Signer();
        var keys = new FixedKeys(new Dictionary<string, string> { [SharedKey.Record] = record.Replace("{0}", SharedKey.PublicKey(), StringComparison.Ordinal) });

        var result = await new DkimVerifier(keys).VerifyAsync(signer.Sign(Encoding.ASCII.GetBytes(Headers + Body)), Token);

        Assert.Equal(failure, result.Signatures[0].Failure);
        Assert.Equal(record.Contains("t=y", StringComparison.Ordinal), result.Signatures[0].IsTestKey);
    }

    [Fact]
    public async Task Verify_WhileDnsFails_IsTemporary()
    {
        using var signer = SharedKey.Signer();
        var result = await new DkimVerifier(new NoKeys()).VerifyAsync(signer.Sign(Encoding.ASCII.GetBytes(Headers + Body)), Token);
        Assert.Equal(DkimStatus.TempError, result.Status);
        Assert.Equal(DkimFailure.KeyUnavailable, result.Signatures[0].Failure);
    }

    [Fact]
    public async Task Verify_WithALimitBelowTheBody_PassesAndReportsWhatIsNotSigned()
    {
        var result = await VerifyAsync(SignByHand("rsa-sha256", "; l=3", HashAlgorithmName.SHA256, "abc"u8.ToArray()) + "abcdef\r\n");

        var signature = Assert.Single(result.Signatures);
        Assert.Equal(DkimStatus.Pass, signature.Status);
        Assert.Equal(3, signature.BodyLimit);
        Assert.Equal(5, signature.UnsignedBodyBytes);
    }

    [Fact]
    public async Task Verify_SignatureWithSha1_IsRefusedEvenThoughItFits()
    {
        var result = await VerifyAsync(SignByHand("rsa-sha1", "", HashAlgorithmName.SHA1, "x\r\n"u8.ToArray()) + "x\r\n");

        Assert.Equal(DkimStatus.Policy, result.Status);
        Assert.Equal(DkimFailure.ObsoleteAlgorithm, result.Signatures[0].Failure);
    }

    [Fact]
    public async Task Verify_SignatureByAShortKey_IsRefusedEvenThoughItFits()
    {
        using var key = RSA.Create(768);
        var record = "p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        using var signer = new DkimSigner(key, SharedKey.Options, null, minKeyBits: 512);
        var keys = new FixedKeys(new Dictionary<string, string> { [SharedKey.Record] = record });

        var result = await new DkimVerifier(keys).VerifyAsync(signer.Sign(Encoding.ASCII.GetBytes(Headers + Body)), Token);

        Assert.Equal(DkimStatus.Policy, result.Status);
        Assert.Equal(DkimFailure.KeyTooShort, result.Signatures[0].Failure);
    }

    [Fact]
    public async Task Verify_MoreSignaturesThanTheLimit_ChecksNoMore()
    {
        using var signer = SharedKey.Signer();
        var output = new ArrayBufferWriter<byte>();
        var message = Encoding.ASCII.GetBytes(Headers + Body);
        for (var count = 0; count < 50; count++)
        {
            signer.Sign(message, output);
        }

        output.Write(message);
        var keys = SharedKey.Keys;
        var result = await new DkimVerifier(keys) { MaxSignatures = 3 }.VerifyAsync(output.WrittenMemory, Token);

        Assert.Equal(3, keys.Asked.Count);
        Assert.Equal(4, result.Signatures.Count);
        Assert.Equal(DkimFailure.TooManySignatures, result.Signatures[^1].Failure);
    }

    [Fact]
    public async Task Verify_SignatureWithItsOwnSpaces_Passes()
    {
        using var signer = SharedKey.Signer();
        var text = Encoding.ASCII.GetString(signer.Sign(Encoding.ASCII.GetBytes(Headers + Body)));

        // Relaxed headers may be folded anew, also within the signature.
        var folded = text.Replace("\r\n\tb=", "\r\n\t\tb =\r\n ", StringComparison.Ordinal).Replace("DKIM-Signature: ", "dkim-signature:\r\n  ", StringComparison.Ordinal);

        Assert.Equal(DkimFailure.SignatureMismatch, (await VerifyAsync(folded)).Signatures[0].Failure);
        Assert.Equal(DkimStatus.Pass, (await VerifyAsync(folded.Replace("b =", "b=", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("DKIM-Signature:")]
    [InlineData("DKIM-Signature:;;;\r\n\r\n")]
    [InlineData("DKIM-Signature: v=1; a=rsa-sha256; d=x.y; s=z; h=from; bh=AA==; b=AA==")]
    [InlineData(":\r\n\r\n")]
    [InlineData("\0\r\n: x\r\n\r\n")]
    public async Task Verify_Rubbish_DoesNotPassAndDoesNotThrow(string message) =>
        Assert.NotEqual(DkimStatus.Pass, (await VerifyAsync(message)).Status);

    private static Task<DkimVerification> VerifyAsync(string message) =>
        new DkimVerifier(SharedKey.Keys).VerifyAsync(Encoding.ASCII.GetBytes(message), Token);

    // A signature of a kind that the signer does not make; the canonical form is written out here, independent of the library.
    private static string SignByHand(string algorithm, string tags, HashAlgorithmName hashName, byte[] signedBody)
    {
        using var key = RSA.Create();
        key.ImportFromPem(SharedKey.PrivatePem);
        var bodyHash = Convert.ToBase64String(CryptographicOperations.HashData(hashName, signedBody));
        var field = $"v=1; a={algorithm}; c=relaxed/simple; d=example.com; s=s1; h=from{tags}; bh={bodyHash}; b=";
        var canonical = $"from:Ann <ann@example.com>\r\ndkim-signature:{field}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(canonical), hashName, RSASignaturePadding.Pkcs1);
        return $"DKIM-Signature: {field}{Convert.ToBase64String(signature)}\r\nFrom: Ann <ann@example.com>\r\n\r\n";
    }

    private sealed class NoKeys : IDkimKeyLookup
    {
        public ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(DkimKeyRecords.TemporaryFailure);
    }
}
