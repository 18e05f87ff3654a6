using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Samples;

/// <summary>
/// Decides who answers what, and when. The same mail always gets the same answer at the same time, whoever asks and how often: a run that
/// was interrupted goes on as if nothing had happened.
/// </summary>
internal static class RecipientModel
{
    private const string Seed = "outreach-sample-1";

    /// <summary>Decides on a mail.</summary>
    /// <returns>The answer, or <see langword="null"/> for silence.</returns>
    public static Answer? AnswerTo(MailboxMessage mail)
    {
        var dice = Dice(mail.Recipient);
        return dice.Character switch
        {
            < 55 => mail.Number == 1 ? Make(mail, AnswerKind.Bounce, TimeSpan.FromSeconds(2 + dice.Minutes)) : null,
            < 70 => mail.Number == 1 ? Make(mail, AnswerKind.Delay, TimeSpan.FromHours(4)) : null,
            < 250 => mail.Number == dice.Step ? Make(mail, AnswerKind.Reply, TimeSpan.FromMinutes(20 + dice.Minutes)) : null,
            < 310 => mail.Number == 1 ? Make(mail, AnswerKind.OutOfOffice, TimeSpan.FromSeconds(30)) : null,
            < 350 => mail.Number switch
            {
                1 => Make(mail, AnswerKind.OutOfOffice, TimeSpan.FromSeconds(30)),
                2 => Make(mail, AnswerKind.Reply, TimeSpan.FromMinutes(60 + dice.Minutes)),
                _ => null,
            },
            < 395 => mail.Number == Math.Min(dice.Step, 2) ? Make(mail, AnswerKind.Unsubscribe, TimeSpan.FromMinutes(5 + dice.Minutes)) : null,
            _ => null,
        };
    }

    private static Answer Make(MailboxMessage mail, AnswerKind kind, TimeSpan delay) =>
        new(mail.At + delay, kind, mail.Recipient, AnswerComposer.Compose(mail, kind, mail.At + delay));

    /// <summary>Throws dice that are the same for a recipient every time.</summary>
    private static (int Character, int Step, int Minutes) Dice(string recipient)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Seed + ":" + AddressKey.FromEmail(recipient)));
        var character = BinaryPrimitives.ReadUInt32BigEndian(hash) % 1_000;
        var step = (BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(4)) % 10) switch { < 5 => 1, < 8 => 2, _ => 3 };
        var minutes = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(8)) % 1_800;
        return ((int)character, step, (int)minutes);
    }
}
