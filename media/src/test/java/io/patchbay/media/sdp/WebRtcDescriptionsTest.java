package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys by DTLS (RFC 5763) and ICE (RFC 8839) in descriptions. */
class WebRtcDescriptionsTest {
    private static final String HASH = "AB" + ":01".repeat(31);
    private static final Fingerprint OURS = new Fingerprint("sha-256", "CD" + ":02".repeat(31));
    private static final LocalMedia LOCAL = new LocalMedia(
            "192.0.2.1",
            40_000,
            40_001,
            Optional.of(new LocalIce("ours", "a password of twenty-two".replace(' ', '+'))));

    private static OfferAnswer side(boolean webrtc) {
        LocalSecurity security = new LocalSecurity(SrtpPolicy.OPTIONAL, Optional.of(OURS), webrtc);
        return new OfferAnswer(AudioCapabilities.DEFAULT, security, 1);
    }

    private static SessionDescription browser(String... more) {
        return SessionDescription.parse("v=0\r\nc=IN IP4 0.0.0.0\r\na=group:BUNDLE 0 1\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-mux\r\n"
                + "a=ice-ufrag:theirs\r\na=ice-pwd:0123456789012345678901\r\n"
                + String.join("\r\n", more) + "\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n");
    }

    private static Negotiation.Agreed agreed(Negotiation negotiation) {
        assertThat(negotiation).isInstanceOf(Negotiation.Agreed.class);
        return (Negotiation.Agreed) negotiation;
    }

    @ParameterizedTest
    @CsvSource({"actpass, passive", "active, passive", "passive, active"})
    void answersABrowserInTheOtherRole(String theirs, String ours) {
        Negotiation.Agreed agreed = agreed(side(false)
                .answer(browser("a=setup:" + theirs, "a=fingerprint:sha-256 " + HASH), LOCAL, Direction.SENDRECV));
        MediaDescription audio = agreed.local().media().get(0);
        assertThat(audio.attribute("setup")).contains(ours);
        assertThat(audio.attribute("fingerprint")).contains("sha-256 " + OURS.value());
        assertThat(audio.attribute("candidate").orElseThrow()).endsWith("192.0.2.1 40000 typ host");
        assertThat(agreed.local().attribute("ice-lite")).isPresent();
        assertThat(agreed.local().attribute("group")).contains("BUNDLE 0");
        assertThat(agreed.local().media().get(1).port()).isZero();
        assertThat(agreed.audio().direction()).isEqualTo(Direction.SENDRECV); // 0.0.0.0 is no hold here
        assertThat(agreed.audio().ice()).isPresent();
        assertThat(agreed.audio().protection())
                .isEqualTo(new MediaProtection.Dtls(
                        ours.equals("active"),
                        Fingerprint.of(
                                browser(),
                                browser("a=fingerprint:sha-256 " + HASH).media().get(0))));
    }

    @Test
    void offersToABrowserWhatItTakes() {
        OfferAnswer caller = side(true);
        SessionDescription offer = caller.offer(LOCAL, Direction.SENDRECV);
        MediaDescription audio = offer.media().get(0);
        assertThat(audio.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
        assertThat(audio.attribute("setup")).contains("actpass");
        assertThat(audio.hasAttribute("rtcp-mux")).isTrue();
        assertThat(audio.hasAttribute("crypto")).isFalse();

        NegotiatedAudio negotiated = agreed(caller.accept(browser("a=setup:active", "a=fingerprint:sha-256 " + HASH)))
                .audio();
        assertThat(negotiated.ice()).isPresent();
        assertThat(negotiated.protection())
                .isInstanceOfSatisfying(MediaProtection.Dtls.class, dtls -> assertThat(dtls.client())
                        .isFalse());
        assertThat(caller.offer(LOCAL, Direction.SENDONLY).media().get(0).attribute("ice-ufrag"))
                .contains("ours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=setup:actpass | without a certificate's fingerprint that can be checked",
                "a=fingerprint:sha-1 00:01 | without a certificate's fingerprint that can be checked",
                "a=setup:holdconn~a=fingerprint:sha-256 HASH | with a=setup that is none of actpass, active and passive"
            })
    void refusesWhatCannotBeCheckedWithTheReason(String lines, String reason) {
        Negotiation refused =
                side(false).answer(browser(lines.replace("HASH", HASH).split("~")), LOCAL, Direction.SENDRECV);
        assertThat(refused).isInstanceOf(Negotiation.Refused.class);
        assertThat(((Negotiation.Refused) refused).reason())
                .contains("UDP/TLS/RTP/SAVPF")
                .contains(reason);
    }

    @Test
    void doesNoIceWithoutOnePortForBothAndWithAnotherLiteEnd() {
        SessionDescription lite = SessionDescription.parse(
                browser("a=fingerprint:sha-256 " + HASH).write().replace("a=group", "a=ice-lite\r\na=group"));
        SessionDescription twoPorts = SessionDescription.parse(
                browser("a=fingerprint:sha-256 " + HASH).write().replace("a=rtcp-mux\r\n", ""));
        assertThat(agreed(side(false).answer(lite, LOCAL, Direction.SENDRECV))
                        .audio()
                        .ice())
                .isEmpty();
        assertThat(agreed(side(false).answer(twoPorts, LOCAL, Direction.SENDRECV))
                        .audio()
                        .ice())
                .isEmpty();
    }
}
