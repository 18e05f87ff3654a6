using Microsoft.Extensions.Options;

namespace Outreach.Providers.MailchimpTransactional;

[OptionsValidator]
internal sealed partial class MailchimpTransactionalOptionsValidator : IValidateOptions<MailchimpTransactionalOptions>;
