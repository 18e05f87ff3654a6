using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>Looks at the subject.</summary>
internal static class SubjectChecks
{
    private const int LongSubject = 70;
    private const int FewLetters = 8;

    public static void Run(ContentScan scan)
    {
        var subject = (scan.Message.Subject ?? "").Trim();
        if (subject.Length == 0)
        {
            scan.Add(FindingSeverity.Error, "subject.missing", "There is no subject.", "", "Write one that says what the message is about.");
            return;
        }

        if (new StringInfo(subject).LengthInTextElements > LongSubject)
        {
            scan.Add(FindingSeverity.Notice, "subject.long", $"The subject has more than {LongSubject} characters; phones show half of them.", subject, "Say it in fewer words.");
        }

        var letters = subject.Where(char.IsLetter).ToList();
        if (letters.Count >= FewLetters && letters.Count(char.IsUpper) > letters.Count * 0.7)
        {
            scan.Add(FindingSeverity.Warning, "subject.capitals", "The subject is in capitals.", subject, "Write it as a sentence.");
        }

        if (subject.Count(character => character is '!' or '?') > 2 || subject.Contains("!!", StringComparison.Ordinal))
        {
            scan.Add(FindingSeverity.Warning, "subject.shouting", "The subject has several exclamation or question marks.", subject, "Keep one at most.");
        }

        if (IsReplySubject(subject) && scan.Message.InReplyTo.Count == 0)
        {
            scan.Add(FindingSeverity.Error, "subject.false-reply", "The subject claims to answer or forward, but the message does neither.", subject, "Remove \"Re:\" or \"Fwd:\"; Gmail's rules for senders forbid it.");
        }

        if (SpamPhrases.Find(subject).FirstOrDefault() is { } phrase)
        {
            scan.Add(FindingSeverity.Warning, "subject.phrase", $"The subject has a phrase that spam has: \"{phrase}\".", subject, "Say it plainly.");
        }
    }

    private static bool IsReplySubject(string subject) =>
        subject.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("fwd:", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("fw:", StringComparison.OrdinalIgnoreCase);
}
