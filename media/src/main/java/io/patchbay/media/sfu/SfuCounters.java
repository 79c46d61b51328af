package io.patchbay.media.sfu;

import java.util.concurrent.atomic.AtomicInteger;

/** How many of each thing exist in this process now. Written by the loops, read by anyone. */
final class SfuCounters {
    final AtomicInteger routers = new AtomicInteger();
    final AtomicInteger transports = new AtomicInteger();
    final AtomicInteger producers = new AtomicInteger();
    final AtomicInteger consumers = new AtomicInteger();
    final AtomicInteger openSockets = new AtomicInteger();
    final BadPackets badPackets = new BadPackets();
}
