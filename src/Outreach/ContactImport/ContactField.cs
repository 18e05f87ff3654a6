namespace Outreach;

/// <summary>What a column of a CSV file is.</summary>
internal enum ContactField
{
    Custom = 0,
    Email,
    FirstName,
    LastName,
    Phone,
    TelegramId,
    CompanyName,
    CompanyId,
    TimeZone,
    Tags,
}
