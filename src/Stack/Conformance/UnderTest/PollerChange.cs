namespace NetStack.Conformance.UnderTest;

/// <summary>What epoll_ctl is to do, with Linux's numbers.</summary>
public enum PollerChange
{
    /// <summary>EPOLL_CTL_ADD.</summary>
    Add = 1,

    /// <summary>EPOLL_CTL_DEL.</summary>
    Remove = 2,

    /// <summary>EPOLL_CTL_MOD.</summary>
    Modify = 3,
}
