using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests.Composition;

/// <summary>Every shape of message, read by Python's standard library: nothing may be reported as a defect and everything must be found again.</summary>
public sealed class PythonCheckTests(ITestOutputHelper output)
{
    private static readonly string[] Texts =
    [
        "Plain text.\r\n", "", "no line end", "Grüße aus Köln – schön, dass Sie da sind.\nZweite Zeile\n", "Привет, мир! Это письмо.\r\n",
        "a=b " + new string('x', 1200) + "\r\nend\r\n", "From here\r\n.\r\n..\r\nends in a blank \r\n", "--=_ABC\r\n--=_0.a--\r\n😀👩‍👩‍👧‍👦\r\n",
    ];

    private static readonly string[] Subjects =
    [
        "Short", "", "Grüße – eine Frage an Sie, die etwas länger ist und deshalb in mehrere Zeilen geht, ja?", "=?utf-8?Q?not?= encoded",
        "日本語の件名はとても長いので何行にも分けて書かなければなりませんがそれでも正しく読めるはずです", "😀👩‍👩‍👧‍👦🇩🇪 emoji",
        string.Join(' ', Enumerable.Repeat("word", 60)), "a  b   c",
    ];

    private static readonly string[] Names = ["", "Ann Lee", "Lee, Ann", "O'Brien \"Bob\" \\", "Jürgen Groß", "李四", "A. B. (Sales) <x>", "😀"];

    private static readonly byte[] Image = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    [Fact]
    public async Task Messages_OfEveryShape_AreReadWithoutDefectsAndFoundAgain()
    {
        var python = FindPython();
        if (python is null)
        {
            Tool.Skip("skipped: python3 is not installed");
        }

        var cases = Cases().ToList();
        var folder = Directory.CreateTempSubdirectory("outreach-mime-");
        try
        {
            var paths = new List<string>();
            foreach (var message in cases)
            {
                paths.Add(Path.Combine(folder.FullName, $"{paths.Count}.eml"));
                await File.WriteAllBytesAsync(paths[^1], message.Bytes, TestContext.Current.CancellationToken);
            }

            using var result = JsonDocument.Parse(await RunAsync(python!, paths));
            var read = result.RootElement.EnumerateArray().ToList();
            Assert.Equal(cases.Count, read.Count);
            for (var i = 0; i < cases.Count; i++)
            {
                Verify(cases[i].Message, read[i]);
            }

            output.WriteLine($"python: run {cases.Count}, passed {cases.Count}, skipped 0");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(EmailMessage Message, byte[] Bytes)> Cases()
    {
        var n = 0;
        foreach (var bodies in Enumerable.Range(0, 8).Select(i => (BodyFormats)i).Where(b => b != BodyFormats.Amp))
        {
            foreach (var images in (int[])[0, 1, 2])
            {
                foreach (var attachments in (int[])[0, 1, 3])
                {
                    if (images > 0 && !bodies.HasFlag(BodyFormats.Html))
                    {
                        continue;
                    }

                    for (var text = 0; text < Texts.Length; text++, n++)
                    {
                        var message = Message(n, bodies, images, attachments, text);
                        yield return (message, Samples.Compose(message));
                        yield return (message, Prepared(message, bodies));
                    }
                }
            }
        }
    }

    private static EmailMessage Message(int n, BodyFormats bodies, int images, int attachments, int text) => new()
    {
        From = new Mailbox(Names[(n + 3) % Names.Length], EmailAddress.Parse("ann.lee@bücher.example")),
        To = [new Mailbox(Names[n % Names.Length], EmailAddress.Parse("\"b o b\"@example.org"))],
        MessageId = MessageId.Create(FormattableString.Invariant($"m{n}"), "mail.example.com"),
        Date = Samples.Date.AddHours(n),
        Subject = Subjects[n % Subjects.Length],
        Text = bodies.HasFlag(BodyFormats.Text) ? Texts[text] : null,
        Amp = bodies.HasFlag(BodyFormats.Amp) ? "<amp>" + Texts[(text + 1) % Texts.Length] : null,
        Html = bodies.HasFlag(BodyFormats.Html) ? "<p class=\"x\">" + Texts[(text + 2) % Texts.Length] : null,
        ListUnsubscribe = new ListUnsubscribe("https://example.com/u/" + new string('t', n % 100), "mailto:u@example.com"),
        FeedbackId = "a:b:c:d",
        AutoSubmitted = (AutoSubmitted)(n % 3),
        InReplyTo = MessageId.Create("parent", "mail.example.com"),
        Headers = [CustomHeader.Create("X-Campaign", "Frühling " + new string('x', n % 90))],
        InlineImages = [.. Enumerable.Range(0, images).Select(i => new Attachment($"bild-ü{i}.png", "image/png", Image.AsMemory(0, 57 * i))
        {
            ContentId = MessageId.Create(FormattableString.Invariant($"image{i}"), "example.com"),
        })],
        Attachments = [.. Enumerable.Range(0, attachments).Select(i => new Attachment(
            i == 2 ? string.Concat(Enumerable.Repeat("lange Datei – ", 9)) + ".txt" : $"report {i}.pdf", i == 2 ? "text/plain" : "application/pdf", Image.AsMemory(0, 58 + i)))],
        AllowEightBit = n % 2 == 1,
    };

    private static byte[] Prepared(EmailMessage message, BodyFormats bodies)
    {
        var prepared = PreparedMessage.Create(new MessageBlueprint
        {
            Id = message.MessageId.Value,
            From = message.From,
            Bodies = bodies,
            FeedbackId = message.FeedbackId,
            AutoSubmitted = message.AutoSubmitted,
            InlineImages = message.InlineImages,
            Attachments = message.Attachments,
            AllowEightBit = message.AllowEightBit,
        });
        return Samples.Compose(prepared, new MessageValues
        {
            To = message.To[0],
            MessageId = message.MessageId,
            Date = message.Date,
            Subject = Encoding.UTF8.GetBytes(message.Subject),
            Text = Encoding.UTF8.GetBytes(message.Text ?? ""),
            Amp = Encoding.UTF8.GetBytes(message.Amp ?? ""),
            Html = Encoding.UTF8.GetBytes(message.Html ?? ""),
            InReplyTo = message.InReplyTo,
            ListUnsubscribe = message.ListUnsubscribe,
            Headers = message.Headers.ToArray(),
        });
    }

    private static void Verify(EmailMessage message, JsonElement read)
    {
        Assert.Equal(message.Subject.Length == 0 ? null : message.Subject, read.GetProperty("subject").GetString());
        AssertMailbox(message.From, read.GetProperty("from"));
        AssertMailbox(message.To[0], read.GetProperty("to"));
        Assert.Equal(message.Date, DateTimeOffset.Parse(read.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(message.MessageId.ToString(), read.GetProperty("id").GetString());
        Assert.Equal(
            $"<{message.ListUnsubscribe.HttpsUrl}>, <{message.ListUnsubscribe.MailtoUrl}>", read.GetProperty("unsubscribe").GetString());
        Assert.Equal(read.GetProperty("names").GetArrayLength(), read.GetProperty("names").EnumerateArray().Select(name => name.GetString()).Distinct().Count());

        var leaves = new List<JsonElement>();
        Collect(read.GetProperty("body"), leaves);
        var expected = new List<(string Type, string? Text, Attachment? File, string? Disposition)>();
        AddBody(expected, "text/plain", message.Bodies == BodyFormats.None && message.Attachments.Count == 0 ? "" : message.Text);
        AddBody(expected, "text/x-amp-html", message.Amp);
        AddBody(expected, "text/html", message.Html);
        expected.AddRange(message.InlineImages.Select(image => (image.MediaType, (string?)null, (Attachment?)image, (string?)"inline")));
        expected.AddRange(message.Attachments.Select(file => (file.MediaType, (string?)null, (Attachment?)file, (string?)"attachment")));
        Assert.Equal(expected.Select(e => e.Type), leaves.Select(leaf => leaf.GetProperty("type").GetString()));
        foreach (var ((_, text, file, disposition), leaf) in expected.Zip(leaves))
        {
            Assert.Equal(disposition, leaf.GetProperty("disposition").GetString());
            if (text is not null)
            {
                Assert.Equal(text.ReplaceLineEndings("\n").TrimEnd('\n'), leaf.GetProperty("text").GetString()!.ReplaceLineEndings("\n").TrimEnd('\n'));
                continue;
            }

            Assert.Equal(Convert.ToHexStringLower(file!.Content.Span), leaf.GetProperty("bytes").GetString());
            Assert.Equal(file.FileName, leaf.GetProperty("file").GetString());
            Assert.Equal(file.ContentId.IsEmpty ? null : file.ContentId.ToString(), leaf.GetProperty("cid").GetString());
        }
    }

    private static void AddBody(List<(string Type, string? Text, Attachment? File, string? Disposition)> expected, string type, string? text)
    {
        if (text is not null)
        {
            expected.Add((type, text, null, null));
        }
    }

    private static void AssertMailbox(Mailbox mailbox, JsonElement read)
    {
        Assert.Equal(1, read.GetArrayLength());
        Assert.Equal(mailbox.DisplayName, read[0][0].GetString());
        Assert.Equal(mailbox.Address.ToString(), read[0][1].GetString());
    }

    private static void Collect(JsonElement node, List<JsonElement> leaves)
    {
        Assert.Empty(node.GetProperty("defects").EnumerateArray().Select(defect => defect.GetString()));
        if (!node.TryGetProperty("parts", out var parts))
        {
            leaves.Add(node);
            return;
        }

        foreach (var part in parts.EnumerateArray())
        {
            Collect(part, leaves);
        }
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "python3.exe" : "python3")).FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string python, IEnumerable<string> paths)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Composition", "check_messages.py"));
        foreach (var path in paths)
        {
            start.ArgumentList.Add(path);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return text;
    }
}
