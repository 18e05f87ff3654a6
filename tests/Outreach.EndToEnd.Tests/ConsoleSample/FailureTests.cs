using System.Globalization;
using System.Security.Cryptography;
using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>What goes wrong is told in one sentence, with an exit code, and nothing is lost.</summary>
public sealed class FailureTests(WholeRun run)
{
    [Fact]
    public async Task Import_FileWithoutAddresses_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("bad.csv"), "name,city\nAnna,Berlin\n");

        (await SampleProcess.RunAsync("import", folder.File("bad.csv"), "--data", folder.Path)).AssertFailure(2, "bad.csv", "Name one column 'email'");
    }

    [Fact]
    public async Task Import_FileThatIsNoText_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("bad.csv"), RandomNumberGenerator.GetBytes(50_000));

        var result = await SampleProcess.RunAsync("import", folder.File("bad.csv"), "--data", folder.Path);

        result.AssertFailure(2, "bad.csv");
    }

    [Fact]
    public async Task Import_MissingFile_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        (await SampleProcess.RunAsync("import", folder.File("none.csv"), "--data", folder.Path)).AssertFailure(2, "none.csv", "check its name");
    }

    [Fact]
    public async Task Import_GoodFile_TellsTheNumbers()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("good.csv"), "anna@example.com;Anna\nbroken;Bo\n");

        var result = (await SampleProcess.RunAsync("import", folder.File("good.csv"), "--no-header", "--data", folder.Path)).AssertSuccess();

        Assert.Contains("1 contacts created, 0 matched, 1 rejected", result.Output, StringComparison.Ordinal);
        Assert.Contains("line 2, column 1 (email) [broken]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_UnreachableServer_SaysWhatToDo()
    {
        var result = await SampleProcess.RunAsync(
            "send", "--host", "127.0.0.1", "--port", FreePort.Next().ToString(CultureInfo.InvariantCulture), "--security", "none", "--from", "me@example.com", "--to", "you@example.com");

        result.AssertFailure(5, "127.0.0.1:", "cannot be reached", "check --host, --port and --security");
    }

    [Fact]
    public async Task Send_WrongPassword_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.Path, "--user", "anna", "--password", "secret");

        (await SendAsync(receiver, "wrong")).AssertFailure(6, "refused the user name or password", "check --user");
        Assert.Empty(receiver.Files);

        Assert.Contains("accepted the message to you@example.com", (await SendAsync(receiver, "secret")).AssertSuccess().Output, StringComparison.Ordinal);
        Assert.Single(receiver.Files);
    }

    [Fact]
    public async Task Send_BadAddressOrNoServer_SaysWhatToDo()
    {
        (await SampleProcess.RunAsync("send", "--host", "localhost", "--from", "me@", "--to", "you@example.com")).AssertFailure(1, "--from me@", "domain");
        (await SampleProcess.RunAsync("send", "--from", "me@example.com", "--to", "you@example.com")).AssertFailure(1, "--host", "OUTREACH_SMTP_HOST");
    }

    [Theory]
    [InlineData("Hi {{ contact.frist_name ?? 'you' }}, {{ unsubscribe_url }}", "step 1, text(1,7): error unknown-field", "Did you mean `contact.first_name`?")]
    [InlineData("Hi,\n{{ contact.first_name }}: {{ unsubscribe_url }}", "step 1, text(2,4): warning may-be-empty", "contact.first_name ??")]
    public async Task Run_TemplateWithAMistake_SaysWhereAndMailsNobody(string template, string place, string advice)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("templates"));
        await File.WriteAllTextAsync(Path.Combine(folder.File("templates"), "first-touch.txt"), template);

        var failed = await SampleProcess.RunAsync("run", "--plain", "--data", folder.Path);

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains(place, failed.Errors, StringComparison.Ordinal);
        Assert.Contains(advice, failed.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.eml", SearchOption.AllDirectories));
        Assert.Contains(place, (await SampleProcess.RunAsync("preview", "--data", folder.Path)).AssertSuccess().Errors, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(folder.File("templates"), "first-touch.txt"), "Hi {{ contact.first_name ?? 'you' }}, {{ unsubscribe_url }}");
        var preview = (await SampleProcess.RunAsync("preview", "--data", folder.Path)).AssertSuccess();
        Assert.Matches("Hi \\w+, (https|mailto):", preview.Output);
    }

    [Fact]
    public async Task Preview_OfAPreset_ShowsItsMessages_AndAnUnknownOneListsThoseThatExist()
    {
        using var folder = new TemporaryFolder();

        var shown = (await SampleProcess.RunAsync("preview", "--data", folder.Path, "--preset", "etsy-handmade")).AssertSuccess();
        Assert.Contains("--- break-up, variant A", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("{", shown.Output, StringComparison.Ordinal);

        var unknown = await SampleProcess.RunAsync("preview", "--data", folder.Path, "--preset", "etsy");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("cold-outreach, win-back, amazon-fba", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderThatCantBeWritten_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("locked");
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            // Permissions do not bind root, but not even root can make files here.
            target = "/proc/outreach-sample";
        }
        else if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(target);
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        else
        {
            await File.WriteAllTextAsync(target, "a file where the folder should be");
        }

        (await SampleProcess.RunAsync("run", "--data", target)).AssertFailure(3, target, "choose another one with --data");
    }

    [Fact]
    public async Task Run_DatabaseThatIsNone_SaysWhatToDoAndLeavesIt()
    {
        using var folder = new TemporaryFolder();
        var garbage = RandomNumberGenerator.GetBytes(20_000);
        await File.WriteAllBytesAsync(folder.File("outreach.db"), garbage);

        (await SampleProcess.RunAsync("run", "--data", folder.Path)).AssertFailure(4, folder.File("outreach.db"), "restore it from a backup");

        Assert.Equal(garbage, await File.ReadAllBytesAsync(folder.File("outreach.db")));
    }

    [Fact]
    public async Task Run_DatabaseThatIsDamaged_SaysWhatToDoAndMailsNobody()
    {
        using var folder = new TemporaryFolder();
        var content = await File.ReadAllBytesAsync(Path.Combine(run.Data, "outreach.db"));
        new Random(3).NextBytes(content.AsSpan(4_096, content.Length - 8_192));
        await File.WriteAllBytesAsync(folder.File("outreach.db"), content);

        (await SampleProcess.RunAsync("run", "--data", folder.Path)).AssertFailure(4, folder.File("outreach.db"), "restore it from a backup");

        Assert.Empty(Directory.GetFiles(folder.File("mail")));
    }

    [Fact]
    public async Task Status_BeforeTheFirstRun_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        (await SampleProcess.RunAsync("status", "--data", folder.Path)).AssertFailure(1, "start one with run");
    }

    [Fact]
    public async Task Preview_Contact_ShowsTheMessageAndSendsNothing()
    {
        using var folder = new TemporaryFolder();

        var result = (await SampleProcess.RunAsync("preview", "--data", folder.Path, "--contact", "anke.muller@bäckerei-vogel.example", "--out", folder.File("a.eml"))).AssertSuccess();

        Assert.Contains("Hello Anke,", result.Output, StringComparison.Ordinal);
        Assert.Contains("Subject: A question about Bäckerei Vogel", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("a.eml")));
        Assert.Empty(Directory.GetFiles(folder.File("mail")));
    }

    private static Task<SampleResult> SendAsync(Receiver receiver, string password) => SampleProcess.RunAsync(
        "send", "--host", "127.0.0.1", "--port", receiver.Port, "--security", "none", "--user", "anna", "--password", password, "--from", "me@example.com", "--to", "you@example.com");
}
