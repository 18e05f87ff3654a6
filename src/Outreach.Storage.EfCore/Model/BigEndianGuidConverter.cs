using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Outreach.Storage.EfCore;

/// <summary>Stores ids as 16 bytes in network order, so that version-7 ids sort by time where the database has no type for them.</summary>
internal sealed class BigEndianGuidConverter() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true), bytes => new Guid(bytes, true));
