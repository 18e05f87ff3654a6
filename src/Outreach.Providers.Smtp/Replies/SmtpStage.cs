namespace Outreach.Providers.Smtp;

/// <summary>What a reply answers; the same code means different things at different stages.</summary>
internal enum SmtpStage
{
    Greeting,
    Hello,
    StartTls,
    Authenticate,
    Mail,
    Recipient,
    Data,
    EndOfData,
}
