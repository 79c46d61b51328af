package io.patchbay.media.sfu;

/** What a transport counted since it began: packets as they were on the wire, of every kind, and those dropped as bad. */
public record TransportStats(
        String id, long packetsReceived, long bytesReceived, long packetsSent, long bytesSent, long packetsDropped) {}
