namespace Outreach.Tests.ContactImport;

[CollectionDefinition(nameof(ContactImportMemoryTests), DisableParallelization = true)]
public sealed class ContactImportMemoryCollection;
