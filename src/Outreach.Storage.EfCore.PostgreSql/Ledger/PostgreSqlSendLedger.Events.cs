using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <content>Events from outside.</content>
internal sealed partial class PostgreSqlSendLedger
{
    public async Task<EventOutcome> RecordEventAsync(EventEffects effects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects is { Transition: not null, Event.ParticipantId: null })
        {
            throw new ArgumentException("A transition needs the event's participant.", nameof(effects));
        }

        var outcome = await database.UseAsync((connection, token) => RecordAsync(connection, effects, token), cancellationToken).ConfigureAwait(false);
        if (outcome == EventOutcome.Applied && effects.Transition is { DueAt: not null })
        {
            await database.AnnounceDueAsync().ConfigureAwait(false);
        }

        return outcome;
    }

    private async Task<EventOutcome> RecordAsync(NpgsqlConnection connection, EventEffects effects, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (await InsertAsync(connection, effects.Event, cancellationToken).ConfigureAwait(false) == 0)
            {
                return EventOutcome.Duplicate;
            }

            if (effects.Transition is { } to && await MoveAsync(connection, effects, to, cancellationToken).ConfigureAwait(false) == 0)
            {
                return EventOutcome.Conflict;
            }

            await ApplyAsync(connection, effects, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return EventOutcome.Applied;
        }
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, DeliveryEvent deliveryEvent, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LedgerSql.InsertEvent, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters
                .AddValue(deliveryEvent.Id)
                .AddValue(deliveryEvent.OrganisationId)
                .AddText(deliveryEvent.Key)
                .AddValue((int)deliveryEvent.Type)
                .AddTime(deliveryEvent.At)
                .AddId(deliveryEvent.SendId)
                .AddId(deliveryEvent.CampaignId)
                .AddId(deliveryEvent.ParticipantId)
                .AddId(deliveryEvent.ContactId)
                .AddNumber(deliveryEvent.Reply?.Code)
                .AddText(deliveryEvent.Reply?.EnhancedCode)
                .AddText(deliveryEvent.Reply?.Text)
                .AddText(deliveryEvent.Reply?.ProviderMessageId)
                .AddText(deliveryEvent.Detail)
                .AddNumber((int?)deliveryEvent.Sentiment)
                .AddText(deliveryEvent.MailboxProvider);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> MoveAsync(
        NpgsqlConnection connection, EventEffects effects, ParticipantTransition to, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LedgerSql.MoveFromOutside, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters
                .AddValue((int)to.Status)
                .AddValue(to.StepIndex)
                .AddTime(to.DueAt)
                .AddText(to.Reason.Code ?? "")
                .AddText(to.Reason.Detail)
                .AddTime(to.At)
                .AddId(effects.Event.ParticipantId)
                .AddValue(effects.Event.OrganisationId)
                .AddValue(effects.ExpectedEpoch);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does what follows once it is certain that the event is to be stored.</summary>
    private async Task ApplyAsync(NpgsqlConnection connection, EventEffects effects, CancellationToken cancellationToken)
    {
        var statements = new Statements(connection);
        await using (statements.ConfigureAwait(false))
        {
            if (await ResolveDoubtAsync(connection, effects, cancellationToken).ConfigureAwait(false) is { } change)
            {
                outbox.Add(statements, await OutboxWriter.ReadAsync(connection, [change]).ConfigureAwait(false));
            }

            if (outbox.EventOf(effects.Event) is { } told)
            {
                outbox.Add(statements, [told]);
            }

            LeadWriter.Add(statements, outbox, effects.Lead is { } lead ? [lead] : []);
            if (effects.Transition is { } to)
            {
                AddCancelDue(statements, [(effects.Event.ParticipantId!.Value, to)]);
            }

            if (effects.DeliveredAtStep is { } step)
            {
                statements.Add(LedgerSql.SetDelivered).AddId(effects.Event.ParticipantId).AddValue(effects.Event.OrganisationId).AddValue(step);
            }

            AddSuppressions(statements, effects.Suppressions);
            if (!statements.IsEmpty)
            {
                await statements.RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>What there is to tell about it, or <see langword="null"/>.</returns>
    private async Task<SendChange?> ResolveDoubtAsync(NpgsqlConnection connection, EventEffects effects, CancellationToken cancellationToken)
    {
        if (!effects.ProvesAcceptance || effects.Event.SendId is not { } sendId)
        {
            return null;
        }

        var command = new NpgsqlCommand(LedgerSql.ResolveDoubt, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddValue(sendId).AddValue(effects.Event.OrganisationId);
            var isResolved = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
            return isResolved && outbox.TypeOf(SendState.InDoubt, SendState.Sent) is { } type ? new SendChange(sendId, type, effects.Event.At) : null;
        }
    }

    private static void AddSuppressions(Statements statements, IReadOnlyList<SuppressionEntry> entries)
    {
        if (entries.Count > 0)
        {
            statements.Insert(entries);
        }
    }

    private static void AddCancelDue(Statements statements, IReadOnlyList<(Guid ParticipantId, ParticipantTransition To)> moves)
    {
        if (moves.Count > 0)
        {
            statements.Add(LedgerSql.CancelDue)
                .Add(moves, move => move.ParticipantId)
                .Add(moves, move => SendOutcomes.Finishes(move.To))
                .Add(moves, move => move.To.StepIndex);
        }
    }
}
