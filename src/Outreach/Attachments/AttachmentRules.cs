using System.Globalization;
using Outreach.Mime;

namespace Outreach;

/// <summary>Checks what is said about files.</summary>
internal static class AttachmentRules
{
    public const int MostFiles = 20;

    /// <summary>Finds what is wrong with the description of a file.</summary>
    /// <returns>A sentence, or <see langword="null"/>.</returns>
    public static string? FindProblem(string fileName, string mediaType, string? contentId)
    {
        try
        {
            _ = new Attachment(fileName, mediaType, default(ReadOnlyMemory<byte>));
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }

        return contentId is null || MessageId.TryParse($"<{contentId}>", out _)
            ? null
            : $"The Content-ID '{contentId}' must look like logo@example.com, without angle brackets.";
    }

    /// <summary>Finds what is wrong with the files of a step, the campaign's included.</summary>
    public static string? FindProblem(IReadOnlyList<MessageAttachment> files, bool hasHtml)
    {
        if (files.Count > MostFiles)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a message can carry {MostFiles} files at most, this one has {files.Count}.");
        }

        foreach (var file in files)
        {
            if (FindProblem(file.FileName, file.MediaType, file.ContentId) is { } problem)
            {
                return problem;
            }

            if (file.ContentHash.Length != 64 || !file.ContentHash.All(char.IsAsciiHexDigitLower) || file.Length < 1)
            {
                return $"'{file.FileName}' is not the result of IAttachmentService.AddAsync.";
            }

            if (file.ContentId is not null && !hasHtml)
            {
                return $"'{file.FileName}' has a ContentId, but there is no HTML body to show it; attach it without one.";
            }
        }

        return files.Where(file => file.ContentId is not null).GroupBy(file => file.ContentId, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? $"two files have the ContentId '{twice.Key}'."
            : null;
    }
}
