package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers with more than audio in them, and with comfort noise. */
class MediaLinesTest {
    private static final String FAX = "m=image 5010 udptl t38\r\na=T38FaxVersion:0\r\n";
    private static final String VIDEO = "m=video 5020 RTP/AVPF 96\r\na=rtpmap:96 VP8/90000\r\n";

    private final OfferAnswer ours =
            new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OPTIONAL), 4711);

    private Negotiation answer(SessionDescription offer) {
        return ours.answer(offer, Offers.LOCAL, Direction.SENDRECV);
    }

    private SessionDescription agreed(SessionDescription offer) {
        Negotiation result = answer(offer);
        assertThat(result).isInstanceOf(Negotiation.Agreed.class);
        return ((Negotiation.Agreed) result).local();
    }

    private static SessionDescription offer(String first, String... more) {
        return SessionDescription.parse("v=0\r\nc=IN IP4 10.0.0.1\r\n" + first + String.join("", more));
    }

    @ParameterizedTest
    @ValueSource(strings = {FAX, VIDEO, "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"})
    void whatIsNotAudioIsDeclinedAndAudioGoesOn(String other) {
        String audio = "m=audio 5000 RTP/AVP 0\r\n";
        SessionDescription behind = agreed(offer(audio, other));
        assertThat(behind.media()).extracting(MediaDescription::port).containsExactly(40_000, 0);
        assertThat(behind.media().get(1).formats())
                .isEqualTo(offer(other).media().get(0).formats());

        SessionDescription before = agreed(offer(other, audio));
        assertThat(before.media()).extracting(MediaDescription::port).containsExactly(0, 40_000);
    }

    @Test
    void aSwitchToFaxIsRefusedAndTheCallStaysAsItWas() {
        SessionDescription talking = agreed(offer("m=audio 5000 RTP/AVP 0\r\n"));
        assertThat(answer(offer(FAX))).isEqualTo(new Negotiation.Refused("no audio: offered image only"));
        assertThat(answer(offer("m=audio 0 RTP/AVP 0\r\n", FAX)))
                .isEqualTo(new Negotiation.Refused("audio is switched off (port 0)"));
        assertThat(ours.local()).contains(talking);
    }

    @Test
    void ourReofferKeepsTheLinesThatWereDeclined() {
        agreed(offer(VIDEO, "m=audio 5000 RTP/AVP 0\r\n", FAX));
        SessionDescription reoffer = ours.offer(Offers.LOCAL, Direction.SENDONLY);
        assertThat(reoffer.media()).extracting(MediaDescription::media).containsExactly("video", "audio", "image");
        assertThat(reoffer.media()).extracting(MediaDescription::port).containsExactly(0, 40_000, 0);
    }

    @ParameterizedTest
    @CsvSource({"0 13, true", "9 13, true", "0, false", "111 13, false"})
    void answersComfortNoiseWhereItIsOfferedAndFits(String formats, boolean noise) { // RFC 3389
        SessionDescription answer =
                agreed(offer("m=audio 5000 RTP/AVP " + formats + "\r\na=rtpmap:111 opus/48000/2\r\n"));
        assertThat(answer.media().get(0).formats().contains("13")).isEqualTo(noise);
    }

    @Test
    void offersComfortNoise() {
        MediaDescription audio =
                ours.offer(Offers.LOCAL, Direction.SENDRECV).media().get(0);
        assertThat(audio.formats()).contains("13");
        assertThat(audio.rtpMaps()).containsEntry(13, new RtpMap(13, "CN", 8_000, 1));
    }
}
