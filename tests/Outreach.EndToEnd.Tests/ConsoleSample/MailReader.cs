using System.Diagnostics;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>Reads a folder of messages with Python's <c>email</c> package, which is independent of ours.</summary>
internal static class MailReader
{
    private const string Script = """
        import sys, os, json, email, email.policy
        result = []
        for name in sorted(os.listdir(sys.argv[1])):
            if not name.endswith('.eml'):
                continue
            with open(os.path.join(sys.argv[1], name), 'rb') as file:
                message = email.message_from_binary_file(file, policy=email.policy.default)
            defects = []
            for part in message.walk():
                defects += [repr(defect) for defect in part.defects]
                for field, value in part.items():
                    defects += [field + ': ' + repr(defect) for defect in getattr(value, 'defects', [])]
                if not part.is_multipart():
                    part.get_content()
            def text(field):
                return str(message[field]) if message[field] is not None else ''
            result.append({
                'file': name,
                'defects': defects,
                'count': len(message.get_all('Message-ID', [])),
                'messageId': text('Message-ID'),
                'inReplyTo': text('In-Reply-To'),
                'references': text('References').split(),
                'subject': text('Subject'),
                'from': text('From'),
                'recipient': text('Delivered-To'),
                'date': message['Date'].datetime.isoformat(),
                'unsubscribe': text('List-Unsubscribe'),
                'returnPath': text('Return-Path'),
                'types': [part.get_content_type() for part in message.walk()],
                'text': message.get_body(('plain',)).get_content(),
            })
        json.dump(result, sys.stdout)
        """;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a folder; skips the test if there is no Python.</summary>
    public static async Task<List<MailFile>> ReadAsync(string folder)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script, folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        Process python;
        try
        {
            python = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Tool.Skip("skipped: python3 is not installed");
            return [];
        }

        using (python)
        {
            var errors = python.StandardError.ReadToEndAsync();
            var output = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.True(python.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<List<MailFile>>(output, Options)!;
        }
    }
}
