using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Rtt;

/// <summary>RFC 6298 §2, in integers.</summary>
/// <remarks>Linux's variant lets the time-out fall only once in a round trip and puts a floor under the variation instead
/// of under the sum: with a round trip of 100 ms the time-out is 300 ms.</remarks>
/// <param name="profile">First, least and greatest time-out.</param>
public sealed class RttEstimator(TcpProfile profile) : IRttEstimator
{
    private long _srtt8; // eight times SRTT, in nanoseconds: the gain of 1/8 loses no bits
    private long _rttvar4; // four times RTTVAR
    private long _deviation4, _greatestDeviation4; // Linux's: of this sample, and the greatest of this round

    /// <inheritdoc/>
    public bool HasSample => _srtt8 != 0;

    /// <inheritdoc/>
    public Duration SmoothedRtt => new(_srtt8 / 8);

    /// <inheritdoc/>
    public Duration RttVariation => new(_rttvar4 / 4);

    /// <inheritdoc/>
    public Duration RetransmissionTimeout
    {
        get
        {
            if (!HasSample) return profile.InitialRto;
            long sum = (_srtt8 / 8) + _rttvar4; // RFC 6298 (2.2), (2.3): SRTT + 4 * RTTVAR
            long least = profile.UseRttVarianceFloor ? 0 : profile.MinimumRto.Nanoseconds;
            return new(Math.Min(Math.Max(sum, least), profile.MaximumRto.Nanoseconds));
        }
    }

    /// <inheritdoc/>
    public void Measure(Duration sample, bool roundEnded)
    {
        long r = Math.Max(1, sample.Nanoseconds);
        if (!HasSample)
        {
            _srtt8 = r * 8;
            _deviation4 = r * 2; // RFC 6298 (2.2): RTTVAR is half of the first sample
            _rttvar4 = Math.Max(_deviation4, Floor);
            _greatestDeviation4 = _rttvar4;
            return;
        }

        long error = r - (_srtt8 / 8);
        _srtt8 += error; // SRTT <- 7/8 SRTT + 1/8 R'
        MeasureDeviation(error, roundEnded);
    }

    private long Floor => profile.UseRttVarianceFloor ? profile.MinimumRto.Nanoseconds : 0;

    private void MeasureDeviation(long error, bool roundEnded)
    {
        long change = Math.Abs(error) - (_deviation4 / 4); // RTTVAR <- 3/4 RTTVAR + 1/4 |error|
        if (!profile.UseRttVarianceFloor)
        {
            _deviation4 += change;
            _rttvar4 = _deviation4;
            return;
        }

        // A round trip that gets shorter is no reason for a longer time-out: it counts an eighth.
        _deviation4 += error < 0 && change > 0 ? change / 8 : change;
        if (_deviation4 > _greatestDeviation4)
        {
            _greatestDeviation4 = _deviation4;
            _rttvar4 = Math.Max(_rttvar4, _greatestDeviation4);
        }

        if (!roundEnded) return;
        if (_greatestDeviation4 < _rttvar4) _rttvar4 -= (_rttvar4 - _greatestDeviation4) / 4;
        _greatestDeviation4 = Floor;
    }
}
