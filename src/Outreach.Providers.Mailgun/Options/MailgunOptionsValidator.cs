using Microsoft.Extensions.Options;

namespace Outreach.Providers.Mailgun;

[OptionsValidator]
internal sealed partial class MailgunOptionsValidator : IValidateOptions<MailgunOptions>;
