namespace Outreach.Deliverability;

/// <summary>A reply of a mail server.</summary>
internal readonly record struct SmtpProbeReply(int Code, string Text)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code} {Text}");
}
