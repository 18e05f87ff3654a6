using Microsoft.Extensions.Options;

namespace Outreach.Providers.AmazonSes;

[OptionsValidator]
internal sealed partial class AmazonSesOptionsValidator : IValidateOptions<AmazonSesOptions>;
