using System.Globalization;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Inbox.Tests;

/// <summary>Damaged mail: real and hand-made messages, cut, joined, and with bytes changed. OUTREACH_LONG=1 runs a million.</summary>
public sealed class InboundFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "\r\n", "\r\n\r\n", "--b1\r\n", "--b1--\r\n", "Final-Recipient: rfc822; ", "Status: 5.1.1\r\n", "Action: failed\r\n", "Content-Type: message/delivery-status\r\n\r\n",
        "Content-Type: message/feedback-report\r\n\r\n", "Subject: Undelivered mail\r\n", "From: MAILER-DAEMON@example.com\r\n", "X-Failed-Recipients: a@b, c@d\r\n", "=?utf-8?B?",
        "\u0000", "<", ">", "@", ">>>>>>>>", "On 1 wrote:\n", "550 5.1.1", "9999999999999999999.5.5.5", "Reporting-MTA: dns; x\r\n", "<!--", "</", "&#x110000;", ":", "--\n",
        "Content-Type: multipart/report; boundary=b1; report-type=delivery-status\r\n", "From:\nSent:\nTo:\nSubject:\n", "\ud83d\ude00", "Re: Re[2]: AW:", "unsubscribe",
    ];

    [Fact]
    public void Read_DamagedMail_NeverThrows()
    {
        var seeds = Seeds();
        var runs = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1_000_000 : 10_000;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        var random = new Random(seed);
        for (var run = 0; run < runs; run++)
        {
            var mail = Damage(seeds[random.Next(seeds.Count)], seeds, random);
            try
            {
                var read = Some.Reader.Read(mail);
                Assert.False(read.IsVerified);
                Assert.True(read.Subject.Length <= 1_000 && read.ReferencedMessageIds.Count <= 50);
                Assert.True(read.Delivery is null || read.Delivery.Recipients.Count <= 100);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, run {run}: {exception}\n{Convert.ToBase64String(mail)}");
            }
        }

        output.WriteLine($"seed {seed}: {runs:N0} damaged mails read, from {seeds.Count} messages");
    }

    private static List<byte[]> Seeds()
    {
        var seeds = new List<byte[]> { Encoding.UTF8.GetBytes(string.Concat(Pieces)), Array.Empty<byte>() };
        var folder = Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_DIR");
        var bounces = folder is null ? null : Path.Combine(folder, "bounces");
        bounces ??= Path.GetDirectoryName(ConformanceCorpus.PathOf("bounces", "cases.json"));
        seeds.AddRange(Directory.EnumerateFiles(bounces!, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        return seeds;
    }

    private static byte[] Damage(byte[] source, List<byte[]> seeds, Random random)
    {
        var bytes = new List<byte>(source);
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(200, bytes.Count - at) + 1));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    var other = seeds[random.Next(seeds.Count)];
                    var from = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(300, other.Length - from)).ToArray());
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(100, bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
