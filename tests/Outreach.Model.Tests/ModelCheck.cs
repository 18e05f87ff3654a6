namespace Outreach.Model.Tests;

/// <summary>Visits every state that a design can reach, breadth first, and reports the shortest way to each kind of violation.</summary>
internal sealed class ModelCheck
{
    private readonly Dictionary<ModelState, int> _numbers = [];
    private readonly List<ModelState> _states = [];
    private readonly List<(int From, string By)> _parents = [];
    private readonly List<(int From, int To)> _edges = [];
    private readonly ModelDesign _design;
    private readonly bool _findsStuck;

    private ModelCheck(ModelDesign design, bool findsStuck)
    {
        _design = design;
        _findsStuck = findsStuck;
    }

    /// <summary>Gets the violations with the steps that lead there.</summary>
    public Dictionary<string, string> Violations { get; } = new(StringComparer.Ordinal);

    public int States => _states.Count;

    public long Transitions { get; private set; }

    /// <summary>Gets how many states can't reach a result that people see, though epochs are left.</summary>
    public int Stuck { get; private set; }

    /// <summary>Checks a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="stopsAtFirst">Whether one violation is enough.</param>
    /// <param name="findsStuck">Whether to look for states from which no result can be reached, too.</param>
    public static ModelCheck Run(ModelDesign design, bool stopsAtFirst, bool findsStuck = false)
    {
        var check = new ModelCheck(design, findsStuck);
        check.Explore(stopsAtFirst);
        if (findsStuck)
        {
            check.CountStuck();
        }

        return check;
    }

    private void Explore(bool stopsAtFirst)
    {
        var successors = new Successors(_design);
        Visit(default, -1, "");
        for (var number = 0; number < _states.Count; number++)
        {
            var state = _states[number];
            if (Violation(state) is { } violation && Violations.TryAdd(violation, PathTo(number)) && stopsAtFirst)
            {
                return;
            }

            foreach (var (name, next) in successors.Of(state))
            {
                Transitions++;
                var to = Visit(next, number, name);
                if (_findsStuck)
                {
                    _edges.Add((number, to));
                }
            }
        }
    }

    private int Visit(in ModelState state, int from, string by)
    {
        if (!_numbers.TryGetValue(state, out var number))
        {
            number = _states.Count;
            _numbers.Add(state, number);
            _states.Add(state);
            _parents.Add((from, by));
        }

        return number;
    }

    private string? Violation(in ModelState state)
    {
        if (state.IsPauseBroken)
        {
            return "SENT WHILE PAUSED";
        }

        var copies = 0;
        for (var send = 0; send < _design.Sends; send++)
        {
            copies += state.Copies(send);
            if (state.Copies(send) > 1)
            {
                return "DUPLICATE";
            }

            if (!IsQuiet(state, send))
            {
                continue;
            }

            if (state.Row(send) == Row.Gone || (state.Row(send) == Row.Sent && state.Copies(send) == 0))
            {
                return "SILENT LOSS";
            }

            if (state.Row(send) == Row.Failed && state.Copies(send) > 0)
            {
                return "WRONG RESULT";
            }
        }

        return _design.Quota > 0 && copies > _design.Quota ? "CAP OVERRUN" : null;
    }

    /// <summary>Nobody works on the send, and nothing of it is on its way.</summary>
    private bool IsQuiet(in ModelState state, int send)
    {
        for (var worker = 0; worker < _design.Workers; worker++)
        {
            if (state.StepOf(worker, send) != Step.Idle)
            {
                return false;
            }

            for (var epoch = 1; epoch <= _design.Epochs; epoch++)
            {
                if (state.FlightOf(send, worker, epoch) != Flight.None)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void CountStuck()
    {
        var into = _edges.ToLookup(edge => edge.To, edge => edge.From);
        var reaches = new bool[_states.Count];
        var queue = new Queue<int>();
        for (var number = 0; number < _states.Count; number++)
        {
            if (_states[number].Row(0) is Row.Sent or Row.Failed or Row.InDoubt or Row.Gone)
            {
                reaches[number] = true;
                queue.Enqueue(number);
            }
        }

        while (queue.TryDequeue(out var to))
        {
            foreach (var from in into[to].Where(from => !reaches[from]))
            {
                reaches[from] = true;
                queue.Enqueue(from);
            }
        }

        Stuck = Enumerable.Range(0, _states.Count).Count(number => !reaches[number] && _states[number].Epoch(0) < _design.Epochs);
    }

    private string PathTo(int number)
    {
        var steps = new Stack<string>();
        for (; _parents[number].From >= 0; number = _parents[number].From)
        {
            steps.Push(_parents[number].By);
        }

        return string.Join(" > ", steps);
    }
}
