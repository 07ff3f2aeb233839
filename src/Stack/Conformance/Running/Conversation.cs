using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Two ports, and what the numbers of the script mean between them: a script counts from the initial sequence
/// numbers, and knows neither those nor the host's time stamps.</summary>
internal sealed class Conversation(ushort localPort, ushort remotePort, uint remoteOffset)
{
    private readonly Dictionary<uint, uint> _stamps = []; // the script's values of the host's time stamps
    private (uint Script, uint Real, Timestamp At)? _firstStamp;
    private bool _mayRestart, _hasRemoteSyn;
    private uint _localOffset, _remoteStart;

    public ushort LocalPort => localPort;

    public ushort RemotePort => remotePort;

    /// <summary>False until something told what the host counts from.</summary>
    public bool KnowsLocal { get; private set; }

    /// <summary>The script's number of the first octet of data, for each side.</summary>
    public uint LocalDataStart { get; private set; } = 1;

    public uint RemoteDataStart { get; private set; } = 1;

    /// <summary>The last segment that the host sent: what an ICMP message without a range is about.</summary>
    public SeqNumber LastSent { get; set; }

    /// <summary>The peer's number in a segment. Those of SYNs are as written; all others count from the peer's first SYN, as the
    /// original does it.</summary>
    public SeqNumber RemoteReal(uint script, bool isSyn = false) => new(unchecked(script + remoteOffset + (isSyn ? 0 : _remoteStart)));

    public uint RemoteScript(SeqNumber real, bool isSyn = false) => unchecked(real.Value - remoteOffset - (isSyn ? 0 : _remoteStart));

    public SeqNumber LocalReal(uint script) => new(unchecked(script + _localOffset));

    public uint LocalScript(SeqNumber real) => unchecked(real.Value - _localOffset);

    /// <summary>A SYN of the peer: its data comes behind it, and the host may open the connection anew.</summary>
    public void NoteRemoteSyn(uint script, bool isFirst)
    {
        if (!_hasRemoteSyn) _remoteStart = script;
        _hasRemoteSyn = true;
        RemoteDataStart = unchecked(script + 1 - _remoteStart);
        _mayRestart |= !isFirst;
    }

    /// <summary>A call has opened the connection anew.</summary>
    public void NoteReopened() => _mayRestart = true;

    /// <summary>Nothing has left yet, but the script names a number of the host's: it is given one.</summary>
    public void AssumeLocal(uint offset)
    {
        if (KnowsLocal) return;
        _localOffset = offset;
        KnowsLocal = true;
    }

    /// <summary>The host's first segment tells what it counts from.</summary>
    /// <param name="real">The number in the segment.</param>
    /// <param name="isSyn">Whether it is a SYN.</param>
    /// <param name="script">What the script says of it.</param>
    public void LearnLocal(SeqNumber real, bool isSyn, uint script)
    {
        if (KnowsLocal && !(isSyn && _mayRestart)) return;
        if (KnowsLocal) _firstStamp = null; // another connection
        _mayRestart &= !isSyn;
        _localOffset = unchecked(real.Value - script);
        KnowsLocal = true;
        if (isSyn) LocalDataStart = unchecked(script + 1);
    }

    /// <summary>A time stamp of the host: the first one is taken as it is, and a later one has to fit when the script
    /// tells how fast the clock ticks.</summary>
    /// <param name="script">TSval in the script.</param>
    /// <param name="real">TSval in the segment.</param>
    /// <param name="at">When it was sent.</param>
    /// <param name="tick">The clock's tick, or zero when values are not looked at.</param>
    /// <param name="tolerance">Ticks that it may be wrong by.</param>
    public bool AcceptStamp(uint script, uint real, Timestamp at, Duration tick, Duration tolerance)
    {
        _stamps[script] = real;
        if (_firstStamp is not { } first)
        {
            _firstStamp = (script, real, at);
            return true;
        }

        if (tick.Nanoseconds == 0) return true;
        int wrong = unchecked((int)(real - first.Real - (script - first.Script)));
        return Math.Abs((long)wrong) * tick.Nanoseconds <= tolerance.Nanoseconds;
    }

    /// <summary>What the peer echoes: the host's value for the script's.</summary>
    public uint RealStamp(uint script) =>
        _stamps.TryGetValue(script, out uint real) ? real
        : _firstStamp is { } first && script != 0 ? unchecked(first.Real + (script - first.Script)) : script;

    /// <summary>The script's value for one of the host's, for people.</summary>
    public uint ScriptStamp(uint real) => _firstStamp is { } first ? unchecked(first.Script + (real - first.Real)) : real;

    public bool HasPorts(PortPair localToRemote) => localToRemote == new PortPair(localPort, remotePort);
}
