package io.patchbay.media.audio;

/**
 * A phone's audio at one moment.
 *
 * @param buffer of what the phone sends
 * @param unknownPayloadTypes packets dropped, since their payload type was not negotiated
 * @param undecodable packets whose payload made no sense
 * @param unknownSources packets dropped, of an SSRC or a sequence that never became the stream's
 * @param keys pressed so far (RFC 4733)
 * @param sent packets to the phone
 * @param sentToRoom packets to the room
 * @param levelDbov how loud the phone is, -127 to 0
 */
public record AudioLegStats(
        JitterBufferStats buffer,
        long unknownPayloadTypes,
        long undecodable,
        long unknownSources,
        long keys,
        long sent,
        long sentToRoom,
        int levelDbov) {}
