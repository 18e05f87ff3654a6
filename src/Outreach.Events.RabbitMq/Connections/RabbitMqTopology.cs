namespace Outreach.Events.RabbitMq;

/// <summary>Who makes exchanges and queues.</summary>
public enum RabbitMqTopology
{
    /// <summary>Outreach declares what it uses; what is there already must have the same properties.</summary>
    Declare = 0,

    /// <summary>Somebody else does; Outreach only checks that it is there. Needs no right to configure.</summary>
    Check = 1,
}
