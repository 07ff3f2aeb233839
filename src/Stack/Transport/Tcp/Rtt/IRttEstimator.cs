using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Rtt;

/// <summary>Estimates the round-trip time and the retransmission time-out. A learner may replace it.</summary>
public interface IRttEstimator
{
    /// <summary>True once a round trip was measured.</summary>
    bool HasSample { get; }

    /// <summary>SRTT; zero before the first sample.</summary>
    Duration SmoothedRtt { get; }

    /// <summary>RTTVAR; zero before the first sample.</summary>
    Duration RttVariation { get; }

    /// <summary>RTO without backing off.</summary>
    Duration RetransmissionTimeout { get; }

    /// <summary>Takes a measured round trip.</summary>
    /// <param name="sample">The round trip, above zero. Karn's rule (RFC 6298 §3) was kept by the caller.</param>
    /// <param name="roundEnded">True when everything that was out at the last such sample is acknowledged.</param>
    void Measure(Duration sample, bool roundEnded);
}
