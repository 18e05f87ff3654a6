namespace Outreach;

/// <summary>The texts that were written for one recipient, by part and place. The default value has none: each place keeps its fallback.</summary>
/// <param name="Subject">The texts of the subject.</param>
/// <param name="Text">The texts of the plain text body.</param>
/// <param name="Html">The texts of the HTML body.</param>
internal readonly record struct FragmentTexts(IReadOnlyList<string?>? Subject, IReadOnlyList<string?>? Text, IReadOnlyList<string?>? Html);
