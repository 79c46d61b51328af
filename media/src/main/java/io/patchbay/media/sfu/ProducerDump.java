package io.patchbay.media.sfu;

/** A producer at one moment. */
public record ProducerDump(
        String id,
        String transportId,
        MediaKind kind,
        boolean paused,
        RtpParameters rtpParameters,
        int consumers,
        int activeConsumers) {}
