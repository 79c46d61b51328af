package io.patchbay.media.sfu;

/** A consumer at one moment. */
public record ConsumerDump(
        String id,
        String transportId,
        String producerId,
        MediaKind kind,
        boolean paused,
        boolean producerPaused,
        RtpParameters rtpParameters) {}
