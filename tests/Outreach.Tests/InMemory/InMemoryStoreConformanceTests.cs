using Outreach.Testing;

// The conformance kit, one class a suite.
namespace Outreach.Tests.InMemory;

public sealed class InMemoryStoreCompletenessTests : StoreSuiteCompleteness<InMemoryStoreFactory>;

public sealed class InMemoryContactStoreTests : ContactStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryCampaignStoreTests : CampaignStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryParticipantStoreTests : ParticipantStoreSuite<InMemoryStoreFactory>;

public sealed class InMemorySuppressionStoreTests : SuppressionStoreSuite<InMemoryStoreFactory>;

public sealed class InMemorySenderAccountStoreTests : SenderAccountStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryMetadataStoreTests : MetadataStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryAttachmentStoreTests : AttachmentStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerCopyTests : LedgerCopySuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerLeaseTests : LedgerLeaseSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerIntentTests : LedgerIntentSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerResultTests : LedgerResultSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerBatchTests : LedgerBatchSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerRecoveryTests : LedgerRecoverySuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerEventTests : LedgerEventSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerQueryTests : LedgerQuerySuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerConcurrencyTests : LedgerConcurrencySuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerPacingTests : LedgerPacingSuite<InMemoryStoreFactory>;

public sealed class InMemorySequenceVersionTests : SequenceVersionSuite<InMemoryStoreFactory>;
public sealed class InMemoryEventOutboxTests : EventOutboxSuite<InMemoryStoreFactory>;

public sealed class InMemoryLedgerOutboxTests : LedgerOutboxSuite<InMemoryStoreFactory>;

public sealed class InMemoryPersonalDataStoreTests : PersonalDataStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryRetentionStoreTests : RetentionStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryRecipientListStoreTests : RecipientListStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryPipelineStoreTests : PipelineStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryStoredMessageStoreTests : StoredMessageStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryContactQueryTests : ContactQuerySuite<InMemoryStoreFactory>;

public sealed class InMemoryLeadStoreTests : LeadStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryTemplatePresetStoreTests : TemplatePresetStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryTriggerStoreTests : TriggerStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryReputationStoreTests : ReputationStoreSuite<InMemoryStoreFactory>;

public sealed class InMemoryRecommendationStoreTests : RecommendationStoreSuite<InMemoryStoreFactory>;
