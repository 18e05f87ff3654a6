using System.Text;

namespace Outreach.Providers.Telegram;

/// <summary>Collects a text and its formats, which close in the opposite order in which they opened.</summary>
internal sealed class TelegramTextBuilder
{
    private const int MostOpen = 32;
    private readonly StringBuilder _text = new();
    private readonly List<TelegramEntity> _entities = [];
    private readonly Stack<Mark> _open = new();

    /// <summary>Gets the mark that was opened last, or <see langword="null"/>.</summary>
    public string? Latest => _open.TryPeek(out var mark) ? mark.Name : null;

    public void Append(char character) => _text.Append(character);

    public void Append(string text) => _text.Append(text);

    public bool IsOpen(string name) => _open.Any(mark => mark.Name == name);

    /// <param name="name">How the markup calls it.</param>
    /// <param name="type">Telegram's name of the format; <see langword="null"/> for none.</param>
    /// <param name="value">See <see cref="TelegramEntity.Value"/>.</param>
    /// <param name="position">Where in the markup.</param>
    public void Open(string name, string? type, string? value, int position)
    {
        if (_open.Count == MostOpen)
        {
            throw new TelegramMarkupException(position, "formats are nested too deeply.");
        }

        _open.Push(new Mark(name, type, value, _text.Length, position));
    }

    /// <param name="name">How the markup calls it.</param>
    /// <param name="position">Where in the markup.</param>
    /// <param name="value">The value, where it comes at the end.</param>
    public void Close(string name, int position, string? value = null)
    {
        if (Latest != name)
        {
            throw new TelegramMarkupException(position, $"'{name}' ends here, but {(Latest is { } latest ? $"'{latest}' is still open" : "it never began")}.");
        }

        var mark = _open.Pop();
        if (mark.Type is { } type && _text.Length > mark.Start)
        {
            _entities.Add(new TelegramEntity(type, mark.Start, _text.Length - mark.Start, value ?? mark.Value));
        }
    }

    /// <summary>Gives the latest mark a value, such as the language of a code.</summary>
    public void SetValue(string value) => _open.Push(_open.Pop() with { Value = value });

    public TelegramText Build() => _open.TryPeek(out var mark)
        ? throw new TelegramMarkupException(mark.Position, $"'{mark.Name}' begins here and never ends.")
        : new TelegramText(_text.ToString(), [.. _entities.OrderBy(static entity => entity.Offset).ThenByDescending(static entity => entity.Length)]);

    private sealed record Mark(string Name, string? Type, string? Value, int Start, int Position);
}
