namespace Outreach.Templating;

/// <summary>Keeps the memory of renders for the next ones, at most a few per core.</summary>
internal sealed class RenderContextPool
{
    private readonly RenderContext?[] _items = new RenderContext?[Math.Max(4, Environment.ProcessorCount * 2)];

    public RenderContext Rent()
    {
        var start = Environment.CurrentManagedThreadId;
        for (var i = 0; i < _items.Length; i++)
        {
            ref var place = ref _items[(start + i) % _items.Length];
            if (place is not null && Interlocked.Exchange(ref place, null) is { } item)
            {
                return item;
            }
        }

        return new RenderContext();
    }

    public void Return(RenderContext context)
    {
        var start = Environment.CurrentManagedThreadId;
        for (var i = 0; i < _items.Length; i++)
        {
            ref var place = ref _items[(start + i) % _items.Length];
            if (place is null && Interlocked.CompareExchange(ref place, context, null) is null)
            {
                return;
            }
        }
    }
}
