using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets hosts judge replies.</summary>
public static class ReplyBuilderExtensions
{
    /// <summary>Judges replies with a classifier, one instance for the process. Add it in every process that receives replies.</summary>
    /// <typeparam name="TClassifier">The classifier: one of the host's, or <c>Outreach.Inbox.ChatClientReplyClassifier</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddReplyClassifier<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClassifier>(
        this IOutreachBuilder builder)
        where TClassifier : class, IReplyClassifier
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IReplyClassifier, TClassifier>());
        return builder;
    }
}
