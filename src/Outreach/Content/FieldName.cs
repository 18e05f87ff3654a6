using System.Text;

namespace Outreach;

/// <summary>Turns the name of a custom field into one that templates can write.</summary>
internal static class FieldName
{
    /// <summary>Gets the identifier: lower case, with an underscore for each run of other characters than letters and digits.</summary>
    /// <example><c>Job title</c> becomes <c>job_title</c>, <c>1st order</c> becomes <c>_1st_order</c>.</example>
    public static string ToIdentifier(string name)
    {
        var identifier = new StringBuilder(name.Length);
        foreach (var character in name.Trim())
        {
            if (char.IsLetterOrDigit(character))
            {
                identifier.Append(char.ToLowerInvariant(character));
            }
            else if (identifier.Length > 0 && identifier[^1] != '_')
            {
                identifier.Append('_');
            }
        }

        var text = identifier.ToString().TrimEnd('_');
        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text;
    }
}
