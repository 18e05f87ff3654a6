namespace Outreach.Templating;

/// <summary>Gives the variable of a loop its value, and back its old one when the loop is over.</summary>
internal readonly ref struct LoopBinding : IDisposable
{
    private readonly RenderContext _context;
    private readonly PathExpression _variable;
    private readonly LoopScope? _scope;
    private readonly Value _old;

    public LoopBinding(RenderContext context, PathExpression variable)
    {
        _context = context;
        _variable = variable;
        if (variable is GlobalVariable global)
        {
            if (context.ScopeCount > 0)
            {
                context.Charge(64);
                _scope = new LoopScope(global.Name);
                context.PushScope(_scope);
            }
            else
            {
                _old = context.GlobalSlot(global.Id);
            }
        }
    }

    public void Set(in Value item)
    {
        if (_scope is not null)
        {
            _scope.TrySet("", item);
        }
        else if (_variable is GlobalVariable global)
        {
            _context.GlobalSlot(global.Id) = item.Kind == ValueKind.Unset ? Value.Null : item;
        }
        else
        {
            _variable.Assign(_context, item);
        }
    }

    public void Dispose()
    {
        if (_scope is not null)
        {
            _context.PopScope();
        }
        else if (_variable is GlobalVariable global)
        {
            _context.GlobalSlot(global.Id) = _old;
        }
    }
}
