using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>A descriptor that is ready.</summary>
/// <param name="Descriptor">Which.</param>
/// <param name="Ready">What for.</param>
/// <param name="UserData">What was given when it was added.</param>
public readonly record struct PollerEvent(int Descriptor, Readiness Ready, long UserData);
