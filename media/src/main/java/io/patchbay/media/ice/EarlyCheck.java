package io.patchbay.media.ice;

import java.net.InetSocketAddress;

/** A check that came before the other end's answer did: answered at once, ours back must wait (RFC 8445 §7.3.1.4). */
record EarlyCheck(IceBase base, InetSocketAddress from, long priority, boolean useCandidate) {}
