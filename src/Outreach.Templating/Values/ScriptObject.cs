namespace Outreach.Templating;

/// <summary>Values by name, as templates see them.</summary>
internal abstract class ScriptObject
{
    /// <summary>Gets the names in their order.</summary>
    public abstract IEnumerable<string> Names { get; }

    public abstract int Count { get; }

    public abstract bool TryGet(string name, out Value value);

    /// <summary>Sets a value.</summary>
    /// <returns><see langword="false"/> if the object, or this member, can't be changed.</returns>
    public virtual bool TrySet(string name, in Value value) => false;

    /// <summary>Prevents a member from being changed.</summary>
    public virtual void Lock(string name)
    {
    }
}
