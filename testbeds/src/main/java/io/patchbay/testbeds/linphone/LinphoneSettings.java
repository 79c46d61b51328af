package io.patchbay.testbeds.linphone;

import io.patchbay.testbeds.audio.Tone;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * How a Linphone is set up.
 *
 * @param user its name
 * @param password with which it registers
 * @param server where it registers and sends its calls
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param codec {@code opus}, {@code pcmu}, {@code pcma} or {@code g722}: the only one it offers
 * @param tone what it says
 * @param mediaEncryption {@code none}, {@code srtp} (SDES, required) or {@code dtls}
 * @param ice whether it does ICE, with RTP and RTCP on one port
 * @param keysByInfo whether keys go by INFO rather than as telephone events
 * @param answers whether it answers by itself
 */
public record LinphoneSettings(
        String user,
        String password,
        InetSocketAddress server,
        String transport,
        String codec,
        Tone tone,
        String mediaEncryption,
        boolean ice,
        boolean keysByInfo,
        boolean answers) {

    /** Where its list has the codecs. */
    private static final Map<String, Integer> CODECS = Map.of("opus", 0, "pcmu", 3, "pcma", 4, "g722", 6);

    /** Those that it offers where it is told nothing else. */
    private static final int[] OFFERED = {0, 1, 2, 3, 4, 7};

    /** Opus over UDP without encryption, keys as telephone events, left ringing. */
    public LinphoneSettings(String user, String password, InetSocketAddress server, Tone tone) {
        this(user, password, server, "udp", "opus", tone, "none", false, false, false);
    }

    /** @param at the server's address for this transport */
    public LinphoneSettings over(String otherTransport, InetSocketAddress at) {
        return new LinphoneSettings(
                user, password, at, otherTransport, codec, tone, mediaEncryption, ice, keysByInfo, answers);
    }

    public LinphoneSettings speaking(String otherCodec) {
        return new LinphoneSettings(
                user, password, server, transport, otherCodec, tone, mediaEncryption, ice, keysByInfo, answers);
    }

    public LinphoneSettings encrypting(String encryption) {
        return new LinphoneSettings(
                user, password, server, transport, codec, tone, encryption, ice, keysByInfo, answers);
    }

    public LinphoneSettings withIce() {
        return new LinphoneSettings(
                user, password, server, transport, codec, tone, mediaEncryption, true, keysByInfo, answers);
    }

    public LinphoneSettings withKeysByInfo() {
        return new LinphoneSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, true, answers);
    }

    public LinphoneSettings answering() {
        return new LinphoneSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, keysByInfo, true);
    }

    /** Samples a second of what it says and writes. */
    int sampleRate() {
        return switch (codec) {
            case "opus" -> 48_000;
            case "g722" -> 16_000;
            default -> 8_000;
        };
    }

    static int[] offered() {
        return OFFERED.clone();
    }

    static int index(String codec) {
        return CODECS.get(codec);
    }

    String hostPort() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }
}
