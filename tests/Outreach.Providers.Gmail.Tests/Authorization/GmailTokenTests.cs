using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Outreach.Testing;

namespace Outreach.Providers.Gmail.Tests;

/// <summary>How access tokens are asked for, checked without Google's library.</summary>
public sealed class GmailTokenTests : IAsyncDisposable
{
    private readonly GmailFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task User_IsAskedForOnce_ByTheRefreshToken()
    {
        var provider = _fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2));
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await SendAsync(provider)).IsAccepted);
        }

        var form = Assert.Single(_fixture.TokenRequests);
        Assert.Equal(("refresh_token", "1//refresh", "client.apps.example", "client-secret"), (form["grant_type"], form["refresh_token"], form["client_id"], form["client_secret"]));
    }

    [Theory]
    [InlineData(false, "https://www.googleapis.com/auth/gmail.send")]
    [InlineData(true, "https://www.googleapis.com/auth/gmail.send https://www.googleapis.com/auth/gmail.readonly")]
    public async Task ServiceAccount_ActsForTheUser_ByASignedAssertion(bool readMailbox, string scopes)
    {
        using var key = RSA.Create(2048);
        _fixture.Configure = options =>
        {
            options.RefreshToken = null;
            options.ServiceAccountJson = ServiceAccount(key);
            (options.User, options.ReadMailbox) = ("ann@example.com", readMailbox);
        };

        Assert.True((await SendAsync(_fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)))).IsAccepted);

        var form = Assert.Single(_fixture.TokenRequests);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"].Split('.');
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(
            ("sender@project.iam.gserviceaccount.com", "ann@example.com", scopes),
            (claims.RootElement.GetProperty("iss").GetString(), claims.RootElement.GetProperty("sub").GetString(), claims.RootElement.GetProperty("scope").GetString()));
    }

    [Fact]
    public async Task Credential_OfTheHost_IsUsed()
    {
        _fixture.Configure = static options => (options.RefreshToken, options.Credential) = (null, GoogleCredential.FromAccessToken(GmailFixture.AccessToken));

        Assert.True((await SendAsync(_fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)))).IsAccepted);
        Assert.Empty(_fixture.TokenRequests);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""", FailureKind.Authentication, "invalid_grant Token has been expired or revoked.")]
    [InlineData(401, """{"error":"unauthorized_client"}""", FailureKind.Authentication, "unauthorized_client")]
    [InlineData(500, """{"error":"internal_failure"}""", FailureKind.Transient, "internal_failure")]
    public async Task RefusedToken_HandsNothingOver(int status, string answer, FailureKind kind, string text)
    {
        _fixture.TokenAnswer = GmailFixture.Json(status, answer);
        var attempt = new ProviderAttempt();

        var result = await SendAsync(_fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)), attempt);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)kind, 0, 0), (result.Phase, result.Failure, attempt.Asked, _fixture.BegunCount));
        Assert.Contains(text, result.Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyToAsk_HandsNothingOver()
    {
        _fixture.Configure = static options => options.TokenAddress = new Uri("http://127.0.0.1:1/token");

        var result = await SendAsync(_fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)));

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.Transient), (result.Phase, result.Failure));
    }

    internal static string ServiceAccount(RSA key) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = "project",
        private_key_id = "k1",
        private_key = key.ExportPkcs8PrivateKeyPem(),
        client_email = "sender@project.iam.gserviceaccount.com",
        client_id = "1",
        token_uri = "https://oauth2.googleapis.com/token",
    });

    private static Task<HandOverResult> SendAsync(IMessageProvider provider, ProviderAttempt? attempt = null) =>
        provider.SendAsync(GmailFixture.Email(), attempt ?? new ProviderAttempt(), TestContext.Current.CancellationToken);
}
