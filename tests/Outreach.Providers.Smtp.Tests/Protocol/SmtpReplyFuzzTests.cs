using System.Globalization;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>
/// Random and mutated replies, in random pieces: no exception, no reading beyond the bounds, and the same answer however the octets are cut.
/// <c>OUTREACH_FUZZ_ITERATIONS</c> sets the number of inputs.
/// </summary>
public sealed class SmtpReplyFuzzTests
{
    private static readonly string[] Seeds =
    [
        "250 ok\r\n", "250-2.0.0 a\r\n250 2.0.0 Ok: queued as ABC123\r\n", "421 4.7.0 try again in 5 minutes\r\n", "550 5.1.1 <x@y>: no such user\r\n",
        "354 go\r\n", "220-mx\r\n220 ESMTP\r\n", "250-mx\r\n250-SIZE 1000\r\n250-AUTH PLAIN LOGIN\r\n250 DSN\r\n", "334 VXNlcm5hbWU6\r\n",
        "334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\r\n",
    ];

    [Fact]
    public void Parse_AnyOctetsInAnyPieces_NeverThrowsAndIsTheSame()
    {
        var iterations = int.Parse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_ITERATIONS") ?? "20000", CultureInfo.InvariantCulture);
        var complete = 0;
        for (var seed = 0; seed < iterations; seed++)
        {
            try
            {
                complete += CheckWithinBounds(seed) ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {Convert.ToBase64String(Mutate(new Random(seed)))}", exception);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{iterations} inputs, {complete} of them replies");
        Assert.True(complete > 0);
    }

    /// <summary>No input may take a second of processor time or 64 MB. One that was merely interrupted is fast when it is tried again.</summary>
    private static bool CheckWithinBounds(int seed)
    {
        for (var tries = 1; ; tries++)
        {
            var start = ThreadTime.Now;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var isReply = Check(seed);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 << 20);
            if (ThreadTime.Now - start < TimeSpan.FromSeconds(1))
            {
                return isReply;
            }

            Assert.True(tries < 3, "It takes more than a second.");
        }
    }

    private static bool Check(int seed)
    {
        var random = new Random(seed);
        var input = Mutate(random);
        var whole = default(SmtpReplyParser);
        var expected = whole.Parse(input);
        var pieces = default(SmtpReplyParser);
        var status = SmtpReplyStatus.Incomplete;
        for (var length = 0; length < input.Length && status == SmtpReplyStatus.Incomplete;)
        {
            length = Math.Min(input.Length, length + random.Next(1, 40));
            status = pieces.Parse(input.AsSpan(0, length));
        }

        // A line that is too long may be noticed before or after its end has come; either way it is malformed.
        Assert.Equal(expected, status);
        if (status != SmtpReplyStatus.Complete)
        {
            return false;
        }

        Assert.Equal((whole.Code, whole.Length), (pieces.Code, pieces.Length));
        Use(new SmtpReply(whole.Code, input.AsMemory(0, whole.Length)));
        return true;
    }

    private static void Use(SmtpReply reply)
    {
        var provider = reply.ToProviderReply();
        Assert.True(provider.Text.Length <= SmtpReply.MaxText);
        Assert.InRange(reply.Code, 200, 599);
        SmtpCapabilities.Parse(reply.GetText());
        RetryAfterReader.Find(provider.Text);
        Assert.DoesNotContain(XOAuth2Challenge.Read(provider.Text).ToString(), char.IsControl);
        foreach (var stage in Enum.GetValues<SmtpStage>())
        {
            SmtpFailureTable.Classify(stage, provider);
        }
    }

    private static byte[] Mutate(Random random)
    {
        var octets = new List<byte>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            octets.AddRange(Encoding.ASCII.GetBytes(Seeds[random.Next(Seeds.Length)]));
        }

        for (var i = random.Next(0, 6); i > 0 && octets.Count > 0; i--)
        {
            var at = random.Next(octets.Count);
            switch (random.Next(5))
            {
                case 0: octets[at] = (byte)random.Next(256); break;
                case 1: octets.RemoveAt(at); break;
                case 2: octets.Insert(at, (byte)"\r\n-. 0259\0"[random.Next(10)]); break;
                case 3: octets.InsertRange(at, Enumerable.Repeat(octets[at], random.Next(3000))); break;
                default: octets.InsertRange(at, octets.GetRange(at, Math.Min(octets.Count - at, random.Next(50)))); break;
            }
        }

        return [.. octets];
    }
}
