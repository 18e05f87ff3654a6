using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Mime;

/// <summary>A message to verify: where its fields and its body lie.</summary>
internal sealed class DkimMessage
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly HeaderEntry[] _fields;
    private readonly int _bodyStart;

    private DkimMessage(ReadOnlyMemory<byte> message, HeaderEntry[] fields, int bodyStart, bool isComplete)
    {
        _message = message;
        _fields = fields;
        _bodyStart = bodyStart;
        IsMalformed = !isComplete || bodyStart < 0 || !HasOneFrom();
    }

    /// <summary>Whether no signature of the message can be trusted, since programs would not agree on what it says.</summary>
    public bool IsMalformed { get; }

    public ReadOnlySpan<byte> Body => _message.Span[_bodyStart..];

    public static DkimMessage Read(ReadOnlyMemory<byte> message, int maxFields)
    {
        var fields = new HeaderEntry[64];
        var count = DkimHeaders.Read(message.Span, fields, out var bodyStart);
        if (count > fields.Length)
        {
            fields = new HeaderEntry[Math.Min(count, maxFields)];
            DkimHeaders.Read(message.Span, fields, out bodyStart);
        }

        return new DkimMessage(message, fields[..Math.Min(count, fields.Length)], bodyStart, count <= fields.Length);
    }

    public IEnumerable<int> FindAll(string name)
    {
        for (var index = 0; index < _fields.Length; index++)
        {
            if (Is(index, name))
            {
                yield return index;
            }
        }
    }

    public ReadOnlySpan<byte> Value(int index) => _message.Span[_fields[index].ValueStart.._fields[index].End];

    /// <summary>Adds the signed fields and the signature's own, without its signature, to a hash (RFC 6376 §3.7).</summary>
    public void AppendSigned(int signatureIndex, DkimSignatureField signature, IncrementalHash hash)
    {
        var left = IndexByName();
        foreach (var name in signature.Result.SignedHeaders)
        {
            // From the last one up; a field that is not there counts as nothing, so that nobody can add one (§5.4.2).
            if (left.TryGetValue(name, out var places) && places.TryPop(out var index))
            {
                Append(_message.Span[_fields[index].Start.._fields[index].End], index, signature, hash);
                hash.AppendData("\r\n"u8);
            }
        }

        var field = _fields[signatureIndex];
        var value = field.ValueStart - field.Start;
        var whole = _message.Span[field.Start..field.End];
        var unsigned = new byte[whole.Length];
        var (start, length) = signature.SignatureValue.GetOffsetAndLength(whole.Length - value);
        whole[..(value + start)].CopyTo(unsigned);
        whole[(value + start + length)..].CopyTo(unsigned.AsSpan(value + start));
        Append(unsigned.AsSpan(0, whole.Length - length), signatureIndex, signature, hash);
    }

    private void Append(ReadOnlySpan<byte> field, int index, DkimSignatureField signature, IncrementalHash hash)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 * field.Length);
        var written = DkimHeaders.Write(field, _fields[index].NameLength, signature.HeaderCanonicalization, buffer);
        hash.AppendData(buffer, 0, written);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private Dictionary<string, Stack<int>> IndexByName()
    {
        var places = new Dictionary<string, Stack<int>>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < _fields.Length; index++)
        {
            var name = Encoding.Latin1.GetString(_message.Span.Slice(_fields[index].Start, _fields[index].NameLength));
            if (!places.TryGetValue(name, out var list))
            {
                places.Add(name, list = new Stack<int>());
            }

            list.Push(index);
        }

        return places;
    }

    private bool Is(int index, string name) =>
        _fields[index].NameLength == name.Length
        && Ascii.EqualsIgnoreCase(_message.Span.Slice(_fields[index].Start, _fields[index].NameLength), name);

    // RFC 5322 §3.6: exactly one. A second one is how a signed message gets another author (RFC 6376 §8.15).
    private bool HasOneFrom()
    {
        var from = FindAll("From").Take(2).ToList();
        return from is [var index] && AddressList.Read(MailText.Unfold(Value(index))).Mailboxes.Count > 0;
    }
}
