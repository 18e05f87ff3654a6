using Microsoft.Extensions.Options;

namespace Outreach.Providers.SendGrid;

[OptionsValidator]
internal sealed partial class SendGridOptionsValidator : IValidateOptions<SendGridOptions>;
