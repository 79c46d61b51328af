package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.rtp.RtpPacket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which header extensions of a producer's packets a consumer gets, and under which id. The MID is the consumer's own; what
 * speaks of one transport only (transport-wide sequence numbers, send times, layer names) stays behind. Belongs to one thread.
 */
final class ExtensionMapping {
    private static final int MAX_ELEMENT = 16; // what the one-byte form holds

    private final HeaderExtensionBlock block = new HeaderExtensionBlock();
    private final int[] from; // the producer's ids
    private final int[] to; // the consumer's, in the same order
    private final int midId;
    private final byte[] mid;

    ExtensionMapping(
            List<RtpHeaderExtensionParameters> producer, List<RtpHeaderExtensionParameters> consumer, String mid) {
        List<RtpHeaderExtensionParameters> copied = consumer.stream()
                .filter(extension -> extension.uri().equals(HeaderExtensions.AUDIO_LEVEL)
                        || extension.uri().equals(HeaderExtensions.VIDEO_ORIENTATION))
                .filter(extension -> HeaderExtensionIds.idOf(producer, extension.uri()) != HeaderExtensionIds.NONE)
                .toList();
        from = copied.stream()
                .mapToInt(extension -> HeaderExtensionIds.idOf(producer, extension.uri()))
                .toArray();
        to = copied.stream().mapToInt(RtpHeaderExtensionParameters::id).toArray();
        this.mid = mid == null ? new byte[0] : mid.getBytes(StandardCharsets.UTF_8);
        midId = this.mid.length == 0
                ? HeaderExtensionIds.NONE
                : HeaderExtensionIds.idOf(consumer, HeaderExtensions.MID);
    }

    /** The elements for {@code packet}, until the next call. */
    HeaderExtensionBlock map(RtpPacket packet) {
        block.clear();
        if (midId != HeaderExtensionIds.NONE) {
            block.add(midId, mid, 0, mid.length);
        }
        for (int i = 0; i < from.length; i++) {
            int at = packet.findExtension(from[i]);
            int length = at < 0 ? 0 : packet.extensionLength(at);
            if (length > 0 && length <= MAX_ELEMENT) {
                block.add(to[i], packet.buffer(), at, length);
            }
        }
        return block;
    }
}
