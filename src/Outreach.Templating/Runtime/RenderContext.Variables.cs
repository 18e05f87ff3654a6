namespace Outreach.Templating;

internal sealed partial class RenderContext
{
    private readonly List<LoopState> _loops = [];
    private int _loopDepth;
    private Dictionary<string, int>? _cycles;
    private string? _dateFormat;

    /// <summary>Gets the positions of <c>array.cycle</c>, by group.</summary>
    public Dictionary<string, int> Cycles => _cycles ??= new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Gets or sets the format that dates are printed in.</summary>
    public string DateFormat
    {
        get => _dateFormat ?? Dates.DefaultFormat;
        set => _dateFormat = value;
    }

    /// <summary>Whether a name means what it means at the top of the template: no object was opened with <c>with</c>, and no variable hides it.</summary>
    public bool IsPlain(int id) => _scopes.Count == 0 && (id >= _globals.Length || _globals[id].Kind == ValueKind.Unset);

    public Value Get(GlobalVariable variable)
    {
        for (var i = _scopes.Count - 1; i >= 0; i--)
        {
            if (_scopes[i].TryGet(variable.Name, out var member))
            {
                return member;
            }
        }

        if (variable.Id < _globals.Length && _globals[variable.Id].Kind != ValueKind.Unset)
        {
            return _globals[variable.Id];
        }

        return Outside(variable.Name);
    }

    /// <summary>A name that the template did not set: a field of the schema or something built in.</summary>
    public Value Outside(string name)
    {
        if (RecordView.TryGet(Data, name, out var field))
        {
            return field;
        }

        Builtins.Root.TryGet(name, out var builtin);
        return builtin;
    }

    public bool TryGetGlobal(string name, out Value value)
    {
        var id = Symbols.Find(name);
        value = id >= 0 && id < _globals.Length ? _globals[id] : default;
        return value.Kind != ValueKind.Unset;
    }

    public IEnumerable<string> GlobalNames()
    {
        for (var i = 0; i < _globals.Length; i++)
        {
            if (_globals[i].Kind != ValueKind.Unset)
            {
                yield return Symbols.Name(i);
            }
        }
    }

    /// <summary>Sets a variable of the innermost object.</summary>
    public void Set(string name, int id, in Value value, Node node)
    {
        for (var i = _scopes.Count - 1; i >= 0; i--)
        {
            if (_scopes[i] is not LoopScope loop)
            {
                SetMember(_scopes[i], name, value, node);
                return;
            }

            if (loop.TryGet(name, out _))
            {
                loop.TrySet(name, value);
                return;
            }
        }

        SetGlobal(name, id, value, node);
    }

    public void SetGlobal(string name, int id, in Value value, Node node)
    {
        if (_locked is not null && _locked.Contains(id))
        {
            throw Fault("read-only", node, $"The variable `{name}` is read-only.");
        }

        GlobalSlot(id) = value.Kind == ValueKind.Unset ? Value.Null : value;
    }

    public void SetMember(ScriptObject target, string name, in Value value, Node node)
    {
        var count = target.Count;
        if (!target.TrySet(name, value.Kind == ValueKind.Unset ? Value.Null : value))
        {
            throw Fault("read-only", node, $"`{name}` can't be changed.");
        }

        Charge(target.Count > count ? 160 : 0);
    }

    public ref Value GlobalSlot(int id)
    {
        if (id >= _globals.Length)
        {
            Charge((long)id * 48);
            Array.Resize(ref _globals, Math.Max(id + 8, _globals.Length * 2));
        }

        _globalsUsed = Math.Max(_globalsUsed, id + 1);
        return ref _globals[id];
    }

    /// <summary>Numbers a name that became known at run time.</summary>
    public int Intern(string name)
    {
        var id = Symbols.Find(name);
        if (id >= 0)
        {
            return id;
        }

        UseOwnSymbols();
        Charge(64 + (name.Length * 2));
        return Symbols.Add(name);
    }

    /// <summary>From now on names go to a table of this render.</summary>
    public void UseOwnSymbols()
    {
        if (ReferenceEquals(Symbols, Template.Symbols))
        {
            Symbols = new SymbolTable(Template.Symbols);
        }
    }

    public bool IsLocked(int id) => _locked is not null && _locked.Contains(id);

    public void LockGlobal(int id) => (_locked ??= []).Add(id);

    public int ScopeCount => _scopes.Count;

    public ScriptObject? Scope => _scopes.FindLast(static scope => scope is not LoopScope);

    public void PushScope(ScriptObject scope) => _scopes.Add(scope);

    public void PopScope() => _scopes.RemoveAt(_scopes.Count - 1);

    /// <summary>Calls a function in such a way that it does not see the objects opened by its caller's loops.</summary>
    public int DetachLoop(out LoopState? loop)
    {
        loop = Loop;
        Loop = null;
        return _scopes.Count;
    }

    public void AttachLoop(LoopState? loop) => Loop = loop;
}
