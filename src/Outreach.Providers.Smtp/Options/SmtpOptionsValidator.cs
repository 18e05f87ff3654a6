using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

[OptionsValidator]
internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>;
