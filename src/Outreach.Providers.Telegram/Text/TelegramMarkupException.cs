namespace Outreach.Providers.Telegram;

/// <summary>A text is not what its parse mode takes.</summary>
/// <param name="position">Where, in UTF-16 code units from 0.</param>
/// <param name="problem">What is wrong there.</param>
internal sealed class TelegramMarkupException(int position, string problem)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"At character {position + 1}: {problem}"));
