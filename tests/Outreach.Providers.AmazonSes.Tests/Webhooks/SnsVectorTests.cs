using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>Messages that SNS itself signed.</summary>
public sealed class SnsVectorTests
{
    [Fact]
    public void Vectors_OfSns_Verify_AndNoChangedBitDoes()
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");
        var sns = vectors.RootElement.GetProperty("sns");
        using var certificate = X509Certificate2.CreateFromPem(sns.GetProperty("certificate_pem").GetString());
        Assert.True(certificate.MatchesHostname("sns.amazonaws.com"));
        using var key = certificate.GetRSAPublicKey()!;
        foreach (var vector in sns.GetProperty("positive").EnumerateArray())
        {
            var message = vector.Deserialize(AmazonSesJson.Default.SnsMessage)!;
            Assert.True(SnsSignature.Verify(message, key, allowSha1: true));
            Assert.Equal(message.SignatureVersion == "2", SnsSignature.Verify(message, key, allowSha1: false));
            Assert.False(SnsSignature.Verify(message with { SignatureVersion = message.SignatureVersion == "1" ? "2" : "1" }, key, allowSha1: true));
            Assert.False(SnsSignature.Verify(message with { Subject = message.Subject is null ? "" : null }, key, allowSha1: true));

            var signature = Convert.FromBase64String(message.Signature!);
            foreach (var changed in BitFlips.Of(signature))
            {
                Assert.False(SnsSignature.Verify(message with { Signature = Convert.ToBase64String(changed) }, key, allowSha1: true));
            }

            foreach (var changed in Changed(message))
            {
                Assert.False(SnsSignature.Verify(changed, key, allowSha1: true));
            }
        }
    }

    /// <summary>Every bit of every signed field.</summary>
    private static IEnumerable<SnsMessage> Changed(SnsMessage message)
    {
        foreach (var text in BitFlips.Of(message.Message!))
        {
            yield return message with { Message = text };
        }

        foreach (var text in BitFlips.Of(message.MessageId!))
        {
            yield return message with { MessageId = text };
        }

        foreach (var text in BitFlips.Of(message.Timestamp!))
        {
            yield return message with { Timestamp = text };
        }

        foreach (var text in BitFlips.Of(message.TopicArn!))
        {
            yield return message with { TopicArn = text };
        }

        foreach (var text in BitFlips.Of(message.Type!))
        {
            yield return message with { Type = text };
        }

        foreach (var text in BitFlips.Of(message.Subject ?? ""))
        {
            yield return message with { Subject = text };
        }
    }
}
