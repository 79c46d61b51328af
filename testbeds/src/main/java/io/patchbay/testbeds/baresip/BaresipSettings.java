package io.patchbay.testbeds.baresip;

import io.patchbay.testbeds.audio.Tone;
import java.net.InetSocketAddress;

/**
 * How a baresip is set up.
 *
 * @param user its name
 * @param password with which it registers; empty for no registration
 * @param server where it registers and sends its calls
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param codec {@code pcmu}, {@code pcma}, {@code g722} or {@code opus}
 * @param tone what it says
 * @param mediaEncryption baresip's {@code mediaenc}: {@code srtp}, {@code srtp-mand}, {@code srtp-mandf},
 *     {@code dtls_srtp}; empty for none
 * @param ice whether it does ICE, with RTP and RTCP on one port
 * @param answers whether it answers by itself
 * @param maxCalls calls at once; further ones find it busy
 * @param contact whom it sends messages to, a user at the server; empty for nobody
 */
public record BaresipSettings(
        String user,
        String password,
        InetSocketAddress server,
        String transport,
        String codec,
        Tone tone,
        String mediaEncryption,
        boolean ice,
        boolean answers,
        int maxCalls,
        String contact) {

    /** Without encryption of media, answering. */
    public BaresipSettings(
            String user, String password, InetSocketAddress server, String transport, String codec, Tone tone) {
        this(user, password, server, transport, codec, tone, "", false, true, 4, "");
    }

    public BaresipSettings encrypting(String mediaEncryption) {
        return new BaresipSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, answers, maxCalls, contact);
    }

    public BaresipSettings withIce() {
        return new BaresipSettings(
                user, password, server, transport, codec, tone, mediaEncryption, true, answers, maxCalls, contact);
    }

    /** It rings until it is told to do something else. */
    public BaresipSettings ringing() {
        return new BaresipSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, false, maxCalls, contact);
    }

    public BaresipSettings withMaxCalls(int number) {
        return new BaresipSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, answers, number, contact);
    }

    public BaresipSettings writingTo(String contact) {
        return new BaresipSettings(
                user, password, server, transport, codec, tone, mediaEncryption, ice, answers, maxCalls, contact);
    }

    /** Samples a second at which it plays and listens. */
    int sampleRate() {
        return switch (codec) {
            case "opus" -> 48_000;
            case "g722" -> 16_000;
            default -> 8_000;
        };
    }

    /** The module that has the codec. */
    String module() {
        return codec.startsWith("pcm") ? "g711" : codec;
    }

    String server(String user) {
        return "sip:%s@%s;transport=%s".formatted(user, Baresip.hostPort(server), transport);
    }
}
