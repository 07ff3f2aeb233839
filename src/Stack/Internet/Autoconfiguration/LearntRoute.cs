using NetStack.Bytes;
using NetStack.Internet.Routing;

namespace NetStack.Internet.Autoconfiguration;

/// <summary>A route from a router's advertisement: a default router or an on-link prefix, for a time. Source: RFC 4861 §5.1.</summary>
internal readonly record struct LearntRoute(Route Route, Timestamp Until);
