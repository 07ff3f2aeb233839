using System.Net;

namespace NetStack.Capture.Live;

/// <summary>A device that frames can be captured on.</summary>
/// <param name="Name">What <c>-i</c> takes, such as <c>eth0</c>.</param>
/// <param name="Description">What the system says of it, if anything.</param>
/// <param name="IsUp">It is up.</param>
/// <param name="IsRunning">It has a link.</param>
/// <param name="IsLoopback">It carries what the machine says to itself.</param>
/// <param name="Addresses">Its IP addresses.</param>
public sealed record LiveDevice(
    string Name, string? Description, bool IsUp, bool IsRunning, bool IsLoopback, IReadOnlyList<IPAddress> Addresses);
