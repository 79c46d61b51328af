package io.patchbay.media.sfu;

import java.util.List;

/** A router at one moment, with everything in it. */
public record RouterDump(String id, String loop, List<TransportDump> transports) {}
