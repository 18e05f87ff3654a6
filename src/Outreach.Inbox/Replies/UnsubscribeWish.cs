namespace Outreach.Inbox;

/// <summary>
/// Finds the wish not to be written to in what a person wrote. A short text that says so counts, or a subject that is nothing else; a long
/// text that mentions the word among other things does not: a person should read it.
/// </summary>
internal static class UnsubscribeWish
{
    private const int LongestText = 400;

    private static readonly string[] Words =
    [
        "unsubscribe", "unsubscribe me", "remove", "remove me", "stop", "stop all", "opt out", "opt-out", "optout", "abmelden", "austragen", "abbestellen",
        "désinscription", "désabonnement", "désinscrire", "désabonner", "se désinscrire", "baja", "dar de baja", "darme de baja", "cancelar suscripción", "disiscrivi",
        "disiscrivimi", "cancella iscrizione", "cancelar inscrição", "descadastrar", "uitschrijven", "afmelden", "wypisz", "wypisz mnie", "отписаться", "отписка",
        "отпишите меня", "avregistrera", "afmeld", "配信停止", "退订",
    ];

    private static readonly string[] Phrases =
    [
        "unsubscribe me", "please unsubscribe", "want to unsubscribe", "like to unsubscribe", "wish to unsubscribe", "unsubscribe from", "remove me", "remove my email",
        "remove my address", "remove us from", "take me off", "opt me out", "opt out of", "stop emailing", "stop e-mailing", "stop sending", "stop contacting",
        "stop mailing", "do not email me", "don't email me", "do not contact me", "don't contact me", "do not send me", "don't send me", "no more emails", "no more mails",
        "bitte abmelden", "vom verteiler", "aus dem verteiler", "keine weiteren e-mails", "keine weiteren mails", "keine mails mehr", "tragen sie mich aus",
        "me désinscrire", "me désabonner", "désinscrivez", "désabonnez", "ne plus recevoir", "retirez-moi", "dar de baja", "darme de baja", "dejen de enviar",
        "no me envíen", "no deseo recibir", "rimuovetemi", "non voglio più ricevere", "disiscrivermi", "não quero receber", "me remova", "uitschrijven", "geen e-mails meer",
        "отпишите меня", "не присылайте", "удалите меня", "proszę o wypisanie", "nie chcę otrzymywać",
    ];

    internal static bool IsIn(string subject, string newText)
    {
        var text = MailWords.Collapse(MailWords.Cut(newText, 4_000));
        if (IsWord(MailWords.ThreadSubject(subject)) && text.Length <= LongestText)
        {
            return true;
        }

        var end = newText.AsSpan().Trim().IndexOf('\n');
        var firstLine = end < 0 ? newText.AsSpan().Trim() : newText.AsSpan().Trim()[..end];
        return text.Length <= LongestText && (IsWord(firstLine) || MailWords.ContainsAny(text, Phrases));
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        var bare = text.Trim(" \t.!,;:*\"'()");
        foreach (var word in Words)
        {
            if (bare.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
