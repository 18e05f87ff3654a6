namespace Outreach.Templating;

/// <summary>
/// Numbers the names of variables. A template shares one table with the templates that it includes, so that they see the same variables; code evaluated
/// at run time adds its names to a table of the one render, so that no table grows with what is rendered.
/// </summary>
internal sealed class SymbolTable(SymbolTable? parent = null)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Lock _lock = new();
    private readonly int _offset = parent?.Count ?? 0;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _offset + _names.Count;
            }
        }
    }

    public int Add(string name)
    {
        if (parent is not null && parent.Find(name) is >= 0 and var known && known < _offset)
        {
            return known;
        }

        lock (_lock)
        {
            if (!_ids.TryGetValue(name, out var id))
            {
                id = _offset + _names.Count;
                _ids.Add(name, id);
                _names.Add(name);
            }

            return id;
        }
    }

    public int Find(string name)
    {
        if (parent is not null && parent.Find(name) is >= 0 and var known && known < _offset)
        {
            return known;
        }

        lock (_lock)
        {
            return _ids.TryGetValue(name, out var id) ? id : -1;
        }
    }

    public string Name(int id)
    {
        if (id < _offset)
        {
            return parent!.Name(id);
        }

        lock (_lock)
        {
            return _names[id - _offset];
        }
    }
}
