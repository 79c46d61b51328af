package io.patchbay.media.sdp;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What audio we can take part in.
 *
 * @param formats best first: the order of our offers. Answers keep the order of the offer
 * @param telephoneEvents whether DTMF goes as RFC 4733 events, at the clock rates of the formats
 * @param packetMillis audio in each packet that we send where the other end asks for nothing else: 10, 20, 40 or 60
 */
public record AudioCapabilities(List<AudioFormat> formats, boolean telephoneEvents, int packetMillis) {
    /** All codecs, telephone events, packets of 20 ms. */
    public static final AudioCapabilities DEFAULT = new AudioCapabilities(AudioFormat.ALL, true, 20);

    public AudioCapabilities {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("no audio codec: a call needs at least one");
        }
        if (formats.stream().distinct().count() != formats.size()) {
            throw new IllegalArgumentException("an audio codec is named twice: " + names(formats));
        }
        if (PacketTime.fit(packetMillis, formats.get(0)) != packetMillis) {
            throw new IllegalArgumentException("packets carry 10, 20, 40 or 60 ms, not " + packetMillis);
        }
    }

    /** The codecs' names, for a reader. */
    public String names() {
        return names(formats);
    }

    private static String names(List<AudioFormat> formats) {
        return formats.stream().map(AudioFormat::encodingName).collect(Collectors.joining(", "));
    }
}
