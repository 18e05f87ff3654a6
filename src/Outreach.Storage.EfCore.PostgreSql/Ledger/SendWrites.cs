using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Writes what a batch has changed of sends: new rows, next attempts, and outcomes.</summary>
internal static class SendWrites
{
    public static void Add(Statements statements, BatchPlan plan)
    {
        StoredSend[] inserted = [.. plan.Sends.Values.Where(send => send.IsNew)];
        if (inserted.Length > 0)
        {
            AddInserts(statements.Add(LedgerSql.InsertSends), inserted);
        }

        StoredSend[] attempted = [.. plan.Sends.Values.Where(send => !send.IsNew && send.NewAttempt is not null)];
        if (attempted.Length > 0)
        {
            AddAttempts(statements.Add(LedgerSql.UpdateAttempts), attempted);
        }

        StoredSend[] resulted = [.. plan.Sends.Values.Where(send => send.NewAttempt is null && send.NewResult is not null)];
        if (resulted.Length > 0)
        {
            statements.Add(LedgerSql.UpdateResults)
                .Add(resulted, send => send.Id)
                .Add(resulted, send => (int)send.State)
                .Add(resulted, send => send.Doubt)
                .AddOutcomes(resulted);
        }
    }

    /// <summary>Adds the acceptance of sends that are under way.</summary>
    public static void AddSent(Statements statements, IWorkerSession session, SendResult[] accepted) => statements.Add(LedgerSql.SetSent)
        .AddValue(session.Generation)
        .Add(accepted, result => result.Attempt.SendId)
        .Add(accepted, result => result.OrganisationId)
        .Add(accepted, result => (int)result.Attempt.Number)
        .Add(accepted, result => result.Epoch)
        .Add(accepted, result => result.At)
        .Add(accepted, result => result.Reply?.Code)
        .Add(accepted, result => result.Reply?.EnhancedCode)
        .Add(accepted, result => result.Reply?.Text)
        .Add(accepted, result => result.Reply?.ProviderMessageId);

    private static void AddInserts(NpgsqlParameterCollection parameters, StoredSend[] sends) => parameters
        .Add(sends, send => send.Id)
        .Add(sends, send => send.OrganisationId)
        .Add(sends, send => send.NewAttempt!.CampaignId)
        .Add(sends, send => send.ParticipantId)
        .Add(sends, send => send.NewAttempt!.ContactId)
        .Add(sends, send => send.NewAttempt!.StepId)
        .Add(sends, send => send.NewAttempt!.StepIndex)
        .Add(sends, send => send.NewAttempt!.VariantId)
        .Add(sends, send => (int)send.NewAttempt!.Role)
        .Add(sends, send => send.NewAttempt!.SenderAccountId)
        .Add(sends, send => send.NewAttempt!.ProviderName)
        .Add(sends, send => send.NewAttempt!.Recipient)
        .Add(sends, send => send.NewAttempt!.MessageId)
        .Add(sends, send => send.NewAttempt!.Subject)
        .AddAttemptState(sends)
        .AddOutcomes(sends)
        .AddLeases(sends);

    private static void AddAttempts(NpgsqlParameterCollection parameters, StoredSend[] sends) => parameters
        .Add(sends, send => send.Id)
        .Add(sends, send => send.NewAttempt!.VariantId)
        .Add(sends, send => send.NewAttempt!.SenderAccountId)
        .Add(sends, send => send.NewAttempt!.ProviderName)
        .Add(sends, send => send.NewAttempt!.Recipient)
        .Add(sends, send => send.NewAttempt!.MessageId)
        .Add(sends, send => send.NewAttempt!.Subject)
        .AddAttemptState(sends)
        .AddOutcomes(sends)
        .AddLeases(sends);

    /// <summary>Adds state, epoch, attempt, doubt, generation, hash, quotas and time of the intent.</summary>
    private static NpgsqlParameterCollection AddAttemptState(this NpgsqlParameterCollection parameters, StoredSend[] sends) => parameters
        .Add(sends, send => (int)send.State)
        .Add(sends, send => send.Epoch)
        .Add(sends, send => send.Attempt)
        .Add(sends, send => send.Doubt)
        .Add(sends, send => send.Generation)
        .Add(sends, send => send.NewAttempt!.BodyHash.ToArray())
        .Add(sends, send => send.Quotas)
        .Add(sends, send => send.NewAttempt!.IntentAt);

    /// <summary>Adds time, failure and reply of the outcome; all missing if there is none. No reply has no text.</summary>
    private static NpgsqlParameterCollection AddOutcomes(this NpgsqlParameterCollection parameters, StoredSend[] sends) => parameters
        .Add(sends, send => send.NewResult?.At)
        .Add(sends, send => (int?)send.NewResult?.Failure)
        .Add(sends, send => send.NewResult?.Reply?.Code)
        .Add(sends, send => send.NewResult?.Reply?.EnhancedCode)
        .Add(sends, send => send.NewResult?.Reply?.Text)
        .Add(sends, send => send.NewResult?.Reply?.ProviderMessageId);

    private static NpgsqlParameterCollection AddLeases(this NpgsqlParameterCollection parameters, StoredSend[] sends) => parameters
        .Add(sends, send => send.WorkerId)
        .Add(sends, send => send.LeaseUntil);
}
