namespace Outreach;

/// <summary>What an erasure changed.</summary>
/// <param name="Stopped">Participants that were unfinished.</param>
/// <param name="Sends">Sends of the person.</param>
/// <param name="Events">Delivery events of the person.</param>
/// <param name="UnderWay">Messages that were being handed over at that moment: they stand, and their results are cleared when they are in.</param>
public sealed record ErasureReport(int Stopped, int Sends, int Events, int UnderWay);
