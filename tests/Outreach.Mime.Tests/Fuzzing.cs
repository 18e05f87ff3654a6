using System.Text;
using FsCheck;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>What the fuzz tests share.</summary>
internal static class Fuzzing
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", " ", "\t", "--", "--b", "--b--", "\r\n--b\r\n", "\r\n--b--\r\n", "\n--c\n", ":", ";", "=", "\"", "\\", "(", ")", "<",
            ">", "@", ",", "=?", "?=", "=?utf-8?q?", "=?utf-8?b?", "=?x?q?=41?=", "''", "%41", "*0*=", "*=", "*1=", "=3D", "=\r\n", "====", "\0", "\u00ff",
            "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: multipart/mixed; boundary=\"c\"\r\n", "Content-Type: message/rfc822\r\n",
            "Content-Type: multipart/digest; boundary=b\r\n", "Content-Type: text/plain; charset=iso-2022-jp; format=flowed; delsp=yes\r\n",
            "Content-Type: text/plain; charset=utf-7\r\n", "Content-Type: message/delivery-status\r\n", "Content-Type: message/feedback-report\r\n",
            "Content-Type: text/rfc822-headers\r\n", "Content-Type: multipart/report; report-type=x; boundary=b\r\n",
            "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "Content-Disposition: attachment; filename*0*=utf-8''a%\r\n",
            "From: a <a@b.c>\r\n", "Date: Thu, 05 May 2005 11:59:09 -0700\r\n", "References: <a@b> <c@d>\r\n", "Final-Recipient: rfc822; a@b.c\r\n", "Status: 5.1.1\r\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA\r\n", "\u001b$B", "\u001b(B", "~{", "+AGE-", "Subject:", "> ", " \n", "-- \n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    public static int Iterations => FuzzLoop.Iterations;

    /// <summary>The configuration of property-based tests: as many inputs as the other fuzz tests get.</summary>
    public static Config Properties => Config.QuickThrowOnFailure.WithMaxTest(Iterations);

    /// <summary>Checks inputs made from seeds 0, 1, 2, …; half are changed samples, half are soups of tokens.</summary>
    public static Task RunAsync(IReadOnlyList<byte[]> samples, Action<byte[]> check) =>
        RunAsync(seed => Input(samples, seed), check, static input => input.Length, Convert.ToBase64String);

    /// <inheritdoc cref="FuzzLoop.RunAsync{T}"/>
    public static Task RunAsync<T>(Func<int, T> make, Action<T> check, Func<T, int> size, Func<T, string> show) => FuzzLoop.RunAsync(make, check, size, show);

    /// <summary>The input of a seed.</summary>
    public static byte[] Input(IReadOnlyList<byte[]> samples, int seed)
    {
        var random = new Random(seed);
        return seed % 2 == 0 && samples.Count > 0 ? Mutate(samples[random.Next(samples.Count)], random) : Soup(random);
    }

    private static byte[] Soup(Random random)
    {
        var bytes = new List<byte>();
        for (var count = random.Next(1, 60); count > 0; count--)
        {
            bytes.AddRange(random.Next(4) == 0 ? Noise(random) : Tokens[random.Next(Tokens.Length)]);
        }

        return [.. bytes];
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(12)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var count = random.Next(1, 12); count > 0 && bytes.Count > 0; count--)
        {
            var place = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - place);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(place, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length));
                    break;
                case 4:
                    bytes.InsertRange(place, Tokens[random.Next(Tokens.Length)]);
                    break;
                default:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }

        return [.. bytes];
    }
}
