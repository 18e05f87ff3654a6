using System.Collections.Frozen;

namespace Outreach.Templating;

/// <summary>An object that is part of the language, for example <c>string</c>. Shared by all templates and never changed.</summary>
internal sealed class BuiltinObject : ScriptObject
{
    private readonly FrozenDictionary<string, Value> _members;
    private readonly string[] _names;

    /// <summary>Initializes an object.</summary>
    /// <param name="members">The members.</param>
    /// <param name="unlisted">A member that the language proper does not have, so that it does not show up when the object is looped over.</param>
    public BuiltinObject(IEnumerable<KeyValuePair<string, Value>> members, string? unlisted = null)
    {
        var all = members.ToList();
        _names = [.. all.Select(member => member.Key).Where(name => name != unlisted)];
        _members = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public override IEnumerable<string> Names => _names;

    public override int Count => _names.Length;

    public override bool TryGet(string name, out Value value) => _members.TryGetValue(name, out value);
}
