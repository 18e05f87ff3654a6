namespace Outreach.Model.Tests;

/// <summary>All that can happen next in a state, by whatever interleaving of workers, network, receiver, database and faults.</summary>
internal sealed class Successors(ModelDesign design)
{
    private readonly List<(string Name, ModelState State)> _next = [];

    public IReadOnlyList<(string Name, ModelState State)> Of(in ModelState state)
    {
        _next.Clear();
        for (var worker = 0; worker < design.Workers; worker++)
        {
            for (var send = 0; send < design.Sends; send++)
            {
                Work(state, worker, send);
            }

            Kill(state, worker);
        }

        for (var send = 0; send < design.Sends; send++)
        {
            Travel(state, send);
            Sweep(state, send);
            Resolve(state, send);
        }

        Disturb(state);
        return _next;
    }

    private void Work(in ModelState state, int worker, int send)
    {
        switch (state.StepOf(worker, send))
        {
            case Step.Idle:
                Lease(state, worker, send);
                break;
            case Step.Leased:
                Prepare(state, worker, send);
                break;
            case Step.Enveloped:
                AskForPermission(state, worker, send);
                break;
            case Step.Unknown:
                LookUp(state, worker, send);
                break;
            case Step.Permitted:
                HandOver(state, worker, send);
                break;
            case Step.Waiting:
                Await(state, worker, send);
                break;
            default:
                Record(state, worker, send);
                break;
        }
    }

    private void Lease(in ModelState state, int worker, int send)
    {
        var epoch = state.Epoch(send) + 1;
        if (state.Row(send) != Row.Due || epoch > design.Epochs || state.IsPaused)
        {
            return;
        }

        var next = state;
        Store(ref next, send, design.MarksSentFirst ? Row.Sent : Row.Leased, epoch);
        next.SetStep(worker, send, design.MarksSentFirst ? Step.Permitted : Step.Leased, epoch);
        Add("lease", next);
    }

    /// <summary>The envelope and the body leave, perhaps behind the end of the worker's other message; or the lease is put back.</summary>
    private void Prepare(in ModelState state, int worker, int send)
    {
        Move("envelope", state, worker, send, Step.Enveloped);
        if (design.Pauses > 0)
        {
            PutBack("defer", state, worker, send);
        }

        if (design.Sends > 1)
        {
            // Refused at RCPT: nothing was handed over.
            Move("refused at RCPT", state, worker, send, Step.RefusedForNow);
        }
    }

    private void AskForPermission(in ModelState state, int worker, int send)
    {
        if (IsBehindAnother(state, worker, send))
        {
            // The connection is busy: the other message's answer comes first.
            if (design.PipelinedEndNeedsIntent)
            {
                return;
            }

            Depart("end of message without intent", state, worker, send);
            return;
        }

        if (!design.RecordsIntent)
        {
            Move("go on without intent", state, worker, send, Step.Permitted);
        }
        else if (MayIntend(state, worker, send))
        {
            Intend(state, worker, send);
        }
        else if (IsMine(state, worker, send) && state.Row(send) == Row.Leased)
        {
            PutBack("intent refused: pause or quota", state, worker, send);
        }
        else
        {
            Move("intent refused: fenced", state, worker, send, Step.Idle);
        }

        Move("intent lost", state, worker, send, Step.Unknown);
    }

    private void Intend(in ModelState state, int worker, int send)
    {
        var next = state;
        Store(ref next, send, Row.Sending, state.Epoch(send));
        next.IsPauseBroken |= state.IsPaused;
        if (design.Quota > 0)
        {
            next.QuotaUsed++;
        }

        Move("intent", next, worker, send, Step.Permitted);
        Move("intent, answer lost", next, worker, send, Step.Unknown);
    }

    private bool MayIntend(in ModelState state, int worker, int send) =>
        ((IsMine(state, worker, send) && state.Row(send) == Row.Leased) || (!design.Fences && state.Row(send) is Row.Leased or Row.Sending))
        && !(design.ChecksPause && state.IsPaused)
        && (design.Quota == 0 || state.QuotaUsed < design.Quota);

    private void LookUp(in ModelState state, int worker, int send)
    {
        if (!design.LooksUpUnknownCommits)
        {
            Move("take for committed", state, worker, send, Step.Permitted);
        }
        else if (state.Row(send) == Row.Sending && IsMine(state, worker, send))
        {
            Move("found committed", state, worker, send, Step.Permitted);
        }
        else if (state.Row(send) == Row.Leased && IsMine(state, worker, send))
        {
            PutBack("found not committed", state, worker, send);
        }
        else
        {
            Move("found fenced", state, worker, send, Step.Idle);
        }
    }

    private void HandOver(in ModelState state, int worker, int send)
    {
        Depart("end of message", state, worker, send);
        if (!design.MarksSentFirst)
        {
            Move("connection lost before the end", state, worker, send, Step.RefusedForNow);
        }
    }

    private void Depart(string name, in ModelState state, int worker, int send)
    {
        var next = state;
        next.SetFlight(send, worker, state.LeaseOf(worker, send), Flight.Request);
        Move(name, next, worker, send, Step.Waiting);
    }

    private void Await(in ModelState state, int worker, int send)
    {
        var epoch = state.LeaseOf(worker, send);
        var flight = state.FlightOf(send, worker, epoch);
        if (flight > Flight.Request)
        {
            var next = state;
            next.SetFlight(send, worker, epoch, Flight.None);
            Move("answer", next, worker, send, flight switch
            {
                Flight.Accepted => Step.Accepted,
                Flight.Refused => Step.Refused,
                _ => Step.RefusedForNow,
            });
        }

        // The end of the connection takes the envelope with it that was behind this message; nothing of that one was handed over.
        var lost = state;
        for (var other = 0; other < design.Sends; other++)
        {
            if (other != send && state.StepOf(worker, other) == Step.Enveloped)
            {
                lost.SetStep(worker, other, Step.RefusedForNow, state.LeaseOf(worker, other));
            }
        }

        Move("connection lost", lost, worker, send, Step.Lost);
    }

    private void Record(in ModelState state, int worker, int send)
    {
        var step = state.StepOf(worker, send);
        var row = state.Row(send);
        var intended = design.RecordsIntent ? Row.Sending : Row.Leased;
        var mine = IsMine(state, worker, send);
        var isLive = row == intended || (design.RecordsIntent && row == Row.InDoubt);
        var next = state;
        switch (step)
        {
            case Step.Accepted when mine && (isLive || (!design.Fences && row is Row.Leased or Row.Due)):
                Store(ref next, send, Row.Sent, state.Epoch(send));
                break;
            case Step.Refused when mine && isLive:
                Refuse(ref next, send, Row.Failed);
                break;
            case Step.RefusedForNow when mine && (row == intended || row == Row.Leased):
                Refuse(ref next, send, Row.Due);
                break;
            case Step.Lost when mine && design.LostAnswerIsTransient && row is Row.Sending or Row.Leased:
                Store(ref next, send, Row.Due, state.Epoch(send));
                break;
            case Step.Lost when mine && row == intended:
                Store(ref next, send, Row.InDoubt, state.Epoch(send));
                GiveBackIfDoubtful(ref next);
                break;
        }

        next.SetStep(worker, send, Step.Idle, 0);
        Add("record " + step, next);
    }

    /// <summary>A definite no: the quota is given back, unless an earlier attempt may have been accepted.</summary>
    private void Refuse(ref ModelState next, int send, Row row)
    {
        if (next.Doubt(send) && design.DoubtIsSticky)
        {
            Store(ref next, send, Row.InDoubt, next.Epoch(send));
            return;
        }

        if (design.Quota > 0 && next.QuotaUsed > 0 && next.Row(send) == Row.Sending)
        {
            next.QuotaUsed--;
        }

        Store(ref next, send, row, next.Epoch(send));
    }

    private void GiveBackIfDoubtful(ref ModelState next)
    {
        if (design is { KeepsQuotaInDoubt: false, Quota: > 0 } && next.QuotaUsed > 0)
        {
            next.QuotaUsed--;
        }
    }

    private void Kill(in ModelState state, int worker)
    {
        var next = state;
        var isBusy = false;
        for (var send = 0; send < design.Sends; send++)
        {
            isBusy |= state.StepOf(worker, send) != Step.Idle;
            next.SetStep(worker, send, Step.Idle, 0);
        }

        if (isBusy && state.Kills < design.Kills)
        {
            next.Kills++;
            Add("kill", next);
        }
    }

    /// <summary>The network and the receiver.</summary>
    private void Travel(in ModelState state, int send)
    {
        for (var worker = 0; worker < design.Workers; worker++)
        {
            for (var epoch = 1; epoch <= design.Epochs; epoch++)
            {
                Travel(state, send, worker, epoch);
            }
        }
    }

    private void Travel(in ModelState state, int send, int worker, int epoch)
    {
        switch (state.FlightOf(send, worker, epoch))
        {
            case Flight.None:
                return;
            case Flight.Request:
                var isKnown = design.ProviderDedupes && state.Copies(send) > 0;
                Fly("accepted", state, send, worker, epoch, Flight.Accepted, isCopy: !isKnown);
                if (!isKnown)
                {
                    Fly("refused", state, send, worker, epoch, Flight.Refused);
                    Fly("refused for now", state, send, worker, epoch, Flight.RefusedForNow);
                }

                Fly("request lost", state, send, worker, epoch, Flight.None);
                return;
            default:
                Fly("answer lost", state, send, worker, epoch, Flight.None);
                return;
        }
    }

    private void Fly(string name, in ModelState state, int send, int worker, int epoch, Flight flight, bool isCopy = false)
    {
        var next = state;
        next.SetFlight(send, worker, epoch, flight);
        if (isCopy)
        {
            next.AddCopy(send);
        }

        Add(name, next);
    }

    /// <summary>A lease may end at any moment: a process hangs, a clock is wrong.</summary>
    private void Sweep(in ModelState state, int send)
    {
        var next = state;
        if (state.Row(send) == Row.Leased)
        {
            Store(ref next, send, Row.Due, state.Epoch(send));
            Add("lease ended", next);
        }
        else if (state.Row(send) == Row.Sending)
        {
            Store(ref next, send, AfterExpiry, state.Epoch(send));
            GiveBackIfDoubtful(ref next);
            Add("intent expired", next);
        }
    }

    private Row AfterExpiry => design.ExpiredIntent switch
    {
        ExpiredIntent.Due => Row.Due,
        ExpiredIntent.Deleted => Row.Gone,
        _ => Row.InDoubt,
    };

    /// <summary>Evidence may come once the message was accepted; a policy may try a send in doubt again.</summary>
    private void Resolve(in ModelState state, int send)
    {
        var next = state;
        var row = state.Row(send);
        if (state.Copies(send) > 0 && (row is Row.InDoubt or Row.Sending || (state.Doubt(send) && row is not (Row.Sent or Row.Gone))))
        {
            Store(ref next, send, Row.Sent, state.Epoch(send));
            Add("evidence", next);
        }

        if (design.RetriesDoubt && row == Row.InDoubt && state.Epoch(send) < design.Epochs)
        {
            next = state;
            Store(ref next, send, Row.Due, state.Epoch(send));
            Add("policy tries again", next);
        }
    }

    private void Disturb(in ModelState state)
    {
        var next = state;
        for (var send = 0; send < design.Sends && !design.CommitsDurably; send++)
        {
            if (!state.IsReplicated(send))
            {
                next = state;
                next.Replicate(send);
                Add("replicate", next);
            }
        }

        if (state.Failovers < design.Failovers)
        {
            next = state;
            next.Failovers++;
            for (var send = 0; send < design.Sends; send++)
            {
                next.FailOver(send);
            }

            Add("database fails over", next);
        }

        if (state.IsPaused || state.Pauses < design.Pauses)
        {
            next = state;
            next.IsPaused = !state.IsPaused;
            next.Pauses += state.IsPaused ? (byte)0 : (byte)1;
            Add(state.IsPaused ? "resume" : "pause", next);
        }
    }

    private void PutBack(string name, in ModelState state, int worker, int send)
    {
        var next = state;
        if (IsMine(state, worker, send) && state.Row(send) == Row.Leased)
        {
            Store(ref next, send, Row.Due, state.Epoch(send));
        }

        Move(name, next, worker, send, Step.Idle);
    }

    private bool IsBehindAnother(in ModelState state, int worker, int send)
    {
        for (var other = 0; other < design.Sends; other++)
        {
            if (other != send && state.StepOf(worker, other) is Step.Waiting or Step.Permitted or Step.Unknown)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsMine(in ModelState state, int worker, int send) => !design.Fences || state.Epoch(send) == state.LeaseOf(worker, send);

    /// <summary>A commit: doubt stays with a send until it is known to be sent.</summary>
    private void Store(ref ModelState next, int send, Row row, int epoch)
    {
        var doubt = row is not (Row.Sent or Row.Gone) && (next.Doubt(send) || (row == Row.InDoubt && design.DoubtIsSticky));
        next.SetRow(send, row, doubt, epoch);
        if (design.CommitsDurably)
        {
            next.Replicate(send);
        }
    }

    private void Move(string name, in ModelState state, int worker, int send, Step step)
    {
        var next = state;
        next.SetStep(worker, send, step, state.LeaseOf(worker, send));
        Add(name, next);
    }

    private void Add(string name, in ModelState state) => _next.Add((name, state));
}
