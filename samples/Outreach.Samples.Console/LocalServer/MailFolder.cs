using System.Globalization;
using System.Text;

namespace Outreach.Samples;

/// <summary>
/// The mail that arrived, a file each (<c>000042-anna@example.com.eml</c>). A file appears whole or not at all, and is on the disk before
/// <see cref="Store"/> returns; none is ever overwritten, so that a message delivered twice is seen twice.
/// </summary>
internal sealed class MailFolder
{
    private readonly Lock _lock = new();
    private int _last;

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder; it is made if need be.</param>
    /// <param name="isReceiver">Whether this process stores the mail that arrives. One process does, others only read.</param>
    public MailFolder(string path, bool isReceiver = false)
    {
        Path = path;
        Directory.CreateDirectory(path);
        if (isReceiver)
        {
            Resume();
        }
    }

    public string Path { get; }

    /// <summary>Gets the files in the order of their arrival.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Path, "*.eml").Order(StringComparer.Ordinal)];

    /// <summary>Stores a message durably, behind the trace fields that the last server of its way adds (RFC 5321 §4.4).</summary>
    /// <returns>The message's number.</returns>
    public string Store(MailEnvelope envelope, string client, ReadOnlySpan<byte> content)
    {
        int number;
        lock (_lock)
        {
            number = ++_last;
        }

        var id = number.ToString("D6", CultureInfo.InvariantCulture);
        var final = System.IO.Path.Combine(Path, $"{id}-{FileNameOf(envelope.Recipient)}.eml");
        var temporary = final + ".tmp";
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(TraceOf(envelope, client, id)));
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, final, overwrite: false);
        return id;
    }

    /// <summary>Goes on after the last message.</summary>
    private void Resume()
    {
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            var name = System.IO.Path.GetFileName(file.AsSpan());
            if (name.EndsWith(".tmp", StringComparison.Ordinal))
            {
                // Left by a process that ended while it wrote: never acknowledged.
                File.Delete(file);
            }
            else if (name.IndexOf('-') is > 0 and var dash && int.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _last = Math.Max(_last, number);
            }
        }
    }

    private static string TraceOf(MailEnvelope envelope, string client, string id)
    {
        var trace = new StringBuilder();
        trace.Append("Return-Path: <").Append(envelope.Sender).Append(">\r\n");
        trace.Append("Delivered-To: ").Append(envelope.Recipient).Append("\r\n");
        if (envelope.EnvelopeId is not null)
        {
            trace.Append("Original-Envelope-Id: ").Append(envelope.EnvelopeId).Append("\r\n");
        }

        trace.Append("Received: from ").Append(client).Append("\r\n by localhost with ESMTP id ").Append(id).Append(";\r\n ");
        return trace.Append(DateTimeOffset.UtcNow.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n").ToString();
    }

    private static string FileNameOf(string address) =>
        string.Concat(address.Take(80).Select(static c => char.IsLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or '+' ? c : '_'));
}
