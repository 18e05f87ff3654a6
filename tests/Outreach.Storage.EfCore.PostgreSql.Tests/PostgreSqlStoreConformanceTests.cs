using Outreach.Testing;

// The conformance kit, one class a suite.
namespace Outreach.Storage.EfCore.PostgreSql.Tests;

public sealed class PostgreSqlStoreCompletenessTests : StoreSuiteCompleteness<PostgreSqlStoreFactory>;

public sealed class PostgreSqlContactStoreTests : ContactStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlCampaignStoreTests : CampaignStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlParticipantStoreTests : ParticipantStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlSuppressionStoreTests : SuppressionStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlSenderAccountStoreTests : SenderAccountStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlMetadataStoreTests : MetadataStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlAttachmentStoreTests : AttachmentStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerCopyTests : LedgerCopySuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerLeaseTests : LedgerLeaseSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerIntentTests : LedgerIntentSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerResultTests : LedgerResultSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerBatchTests : LedgerBatchSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerRecoveryTests : LedgerRecoverySuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerEventTests : LedgerEventSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerQueryTests : LedgerQuerySuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerConcurrencyTests : LedgerConcurrencySuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlEventOutboxTests : EventOutboxSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerOutboxTests : LedgerOutboxSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlPersonalDataStoreTests : PersonalDataStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlRetentionStoreTests : RetentionStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLedgerPacingTests : LedgerPacingSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlSequenceVersionTests : SequenceVersionSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlRecipientListStoreTests : RecipientListStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlPipelineStoreTests : PipelineStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlStoredMessageStoreTests : StoredMessageStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlContactQueryTests : ContactQuerySuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlLeadStoreTests : LeadStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlTemplatePresetStoreTests : TemplatePresetStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlTriggerStoreTests : TriggerStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlReputationStoreTests : ReputationStoreSuite<PostgreSqlStoreFactory>;

public sealed class PostgreSqlRecommendationStoreTests : RecommendationStoreSuite<PostgreSqlStoreFactory>;
