using Outreach.Testing;

// The conformance kit, one class a suite.
namespace Outreach.Storage.EfCore.Sqlite.Tests;

public sealed class SqliteStoreCompletenessTests : StoreSuiteCompleteness<SqliteStoreFactory>;

public sealed class SqliteContactStoreTests : ContactStoreSuite<SqliteStoreFactory>;

public sealed class SqliteCampaignStoreTests : CampaignStoreSuite<SqliteStoreFactory>;

public sealed class SqliteParticipantStoreTests : ParticipantStoreSuite<SqliteStoreFactory>;

public sealed class SqliteSuppressionStoreTests : SuppressionStoreSuite<SqliteStoreFactory>;

public sealed class SqliteSenderAccountStoreTests : SenderAccountStoreSuite<SqliteStoreFactory>;

public sealed class SqliteMetadataStoreTests : MetadataStoreSuite<SqliteStoreFactory>;

public sealed class SqliteAttachmentStoreTests : AttachmentStoreSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerCopyTests : LedgerCopySuite<SqliteStoreFactory>;

public sealed class SqliteLedgerLeaseTests : LedgerLeaseSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerIntentTests : LedgerIntentSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerResultTests : LedgerResultSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerBatchTests : LedgerBatchSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerRecoveryTests : LedgerRecoverySuite<SqliteStoreFactory>;

public sealed class SqliteLedgerEventTests : LedgerEventSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerQueryTests : LedgerQuerySuite<SqliteStoreFactory>;

public sealed class SqliteLedgerConcurrencyTests : LedgerConcurrencySuite<SqliteStoreFactory>;

public sealed class SqliteLedgerPacingTests : LedgerPacingSuite<SqliteStoreFactory>;

public sealed class SqliteSequenceVersionTests : SequenceVersionSuite<SqliteStoreFactory>;
public sealed class SqliteEventOutboxTests : EventOutboxSuite<SqliteStoreFactory>;

public sealed class SqliteLedgerOutboxTests : LedgerOutboxSuite<SqliteStoreFactory>;

public sealed class SqlitePersonalDataStoreTests : PersonalDataStoreSuite<SqliteStoreFactory>;

public sealed class SqliteRetentionStoreTests : RetentionStoreSuite<SqliteStoreFactory>;

public sealed class SqliteRecipientListStoreTests : RecipientListStoreSuite<SqliteStoreFactory>;

public sealed class SqlitePipelineStoreTests : PipelineStoreSuite<SqliteStoreFactory>;

public sealed class SqliteStoredMessageStoreTests : StoredMessageStoreSuite<SqliteStoreFactory>;

public sealed class SqliteContactQueryTests : ContactQuerySuite<SqliteStoreFactory>;

public sealed class SqliteLeadStoreTests : LeadStoreSuite<SqliteStoreFactory>;

public sealed class SqliteTemplatePresetStoreTests : TemplatePresetStoreSuite<SqliteStoreFactory>;

public sealed class SqliteTriggerStoreTests : TriggerStoreSuite<SqliteStoreFactory>;

public sealed class SqliteReputationStoreTests : ReputationStoreSuite<SqliteStoreFactory>;

public sealed class SqliteRecommendationStoreTests : RecommendationStoreSuite<SqliteStoreFactory>;
