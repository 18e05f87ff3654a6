using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Providers.Http;

/// <summary>Writes a form with fields and one file (RFC 7578), whose content is put in between by <see cref="HandOverBody"/>. Not safe for concurrent use.</summary>
/// <param name="output">Where to write what comes before the file's content.</param>
public sealed class MultipartForm(IBufferWriter<byte> output)
{
    /// <summary>Nobody who writes into a field can guess it, so it can't occur there (RFC 2046 §5.1.1).</summary>
    private readonly string _boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Gets the media type of the form.</summary>
    public MediaTypeHeaderValue MediaType => MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + _boundary);

    /// <summary>Gets what comes behind the file's content.</summary>
    public ReadOnlyMemory<byte> End => Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");

    /// <summary>Writes a field.</summary>
    /// <param name="name">Its name; ASCII without quotes.</param>
    /// <param name="value">Its value, in UTF-8.</param>
    public void Field(string name, ReadOnlySpan<byte> value)
    {
        Begin(name);
        Text("\"\r\n\r\n");
        output.Write(value);
        Text("\r\n");
    }

    /// <summary>Writes a field.</summary>
    /// <param name="name">Its name; ASCII without quotes.</param>
    /// <param name="value">Its value.</param>
    public void Field(string name, string value) => Field(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes all of the file but its content.</summary>
    /// <param name="name">The field's name; ASCII without quotes.</param>
    /// <param name="fileName">The file's name; quotes and line ends in it are percent-encoded, as browsers do.</param>
    /// <param name="mediaType">The file's media type.</param>
    public void File(string name, string fileName, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(mediaType);
        Begin(name);
        Text("\"; filename=\"");
        Text(fileName.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));
        Text("\"\r\nContent-Type: ");
        Text(MediaTypeHeaderValue.TryParse(mediaType, out var type) ? type.ToString() : "application/octet-stream");
        Text("\r\n\r\n");
    }

    private void Begin(string name)
    {
        Text("--");
        Text(_boundary);
        Text("\r\nContent-Disposition: form-data; name=\"");
        Text(name);
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
