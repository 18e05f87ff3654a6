using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks the ranges that attributes state.</summary>
[OptionsValidator]
internal sealed partial class ReputationOptionsValidator : IValidateOptions<ReputationOptions>;
