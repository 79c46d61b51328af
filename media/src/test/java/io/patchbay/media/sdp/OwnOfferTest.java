package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOfferTest {
    private final OfferAnswer ours =
            new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OFF), 4711);

    private static SessionDescription answer(String mediaAndMore) {
        return SessionDescription.parse("v=0\nc=IN IP4 10.0.0.1\n" + mediaAndMore.replace(";", "\n"));
    }

    private NegotiatedAudio accepted(String mediaAndMore) {
        Negotiation result = ours.accept(answer(mediaAndMore));
        assertThat(result).isInstanceOf(Negotiation.Agreed.class);
        return ((Negotiation.Agreed) result).audio();
    }

    @Test
    void offersAllThatWeCan() {
        assertThat(ours.offer(Offers.LOCAL, Direction.SENDRECV).write())
                .isEqualTo(
                        """
                        v=0
                        o=- 4711 1 IN IP4 192.0.2.1
                        s=-
                        c=IN IP4 192.0.2.1
                        t=0 0
                        m=audio 40000 RTP/AVP 111 9 0 8 13 110 101
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 useinbandfec=1
                        a=rtpmap:9 G722/8000
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:13 CN/8000
                        a=rtpmap:110 telephone-event/48000
                        a=fmtp:110 0-15
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-15
                        a=rtcp-xr:voip-metrics
                        a=ptime:20
                        a=maxptime:60
                        a=sendrecv
                        a=rtcp-mux
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void sendsWhatTheAnswerPutsFirstWithItsNumbersAndTakesOurs() {
        ours.offer(Offers.LOCAL, Direction.SENDRECV);
        NegotiatedAudio audio = accepted("m=audio 7000 RTP/AVP 96 0 97;a=rtpmap:96 opus/48000/2;"
                + "a=rtpmap:97 telephone-event/8000;a=ptime:40;a=rtcp-mux");
        assertThat(audio.format()).isEqualTo(AudioFormat.OPUS);
        assertThat(audio.payloadType()).isEqualTo(96);
        assertThat(audio.packetMillis()).isEqualTo(40);
        assertThat(audio.receive())
                .containsOnly(
                        Map.entry(111, AudioFormat.OPUS),
                        Map.entry(9, AudioFormat.G722),
                        Map.entry(0, AudioFormat.PCMU),
                        Map.entry(8, AudioFormat.PCMA));
        assertThat(audio.sendEvents()).containsOnly(Map.entry(8_000, 97));
        assertThat(audio.receiveEvents()).containsOnly(Map.entry(110, 48_000), Map.entry(101, 8_000));
        assertThat(audio.rtcpMux()).isTrue();
        assertThat(audio.remoteRtcp()).hasToString("10.0.0.1:7000");
    }

    @Test
    void understandsAnAnswerWithoutRtpmapsByOurOwn() {
        ours.offer(Offers.LOCAL, Direction.SENDRECV);
        NegotiatedAudio audio = accepted("m=audio 7000 RTP/AVP 111 101");
        assertThat(audio.format()).isEqualTo(AudioFormat.OPUS);
        assertThat(audio.sendEvents()).containsOnly(Map.entry(8_000, 101));
        assertThat(audio.rtcpMux()).isFalse();
        assertThat(audio.remoteRtcp()).hasToString("10.0.0.1:7001");
    }

    @ParameterizedTest
    @CsvSource({
        "SENDRECV, sendrecv, SENDRECV, false",
        "SENDRECV, recvonly, SENDONLY, false",
        "SENDRECV, inactive, INACTIVE, true",
        "SENDONLY, recvonly, SENDONLY, false",
        "SENDONLY, sendrecv, SENDONLY, false",
        "INACTIVE, inactive, INACTIVE, true"
    })
    void theAnswerLimitsWhatWeDo(Direction offered, String answered, Direction ending, boolean hold) {
        ours.offer(Offers.LOCAL, offered);
        NegotiatedAudio audio = accepted("m=audio 7000 RTP/AVP 0;a=" + answered);
        assertThat(audio.direction()).isEqualTo(ending);
        assertThat(audio.remoteHold()).isEqualTo(hold);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=audio 0 RTP/AVP 0 | the answer cannot be used: audio is switched off (port 0)",
                "m=video 7000 RTP/AVP 96 | the answer has no audio where the offer has it",
                "a=x | the answer has no audio where the offer has it",
                "m=audio 7000 RTP/AVP 18 3 | the answer has no codec of the offer: answered G729, GSM; offered opus, G722, PCMU, PCMA"
            })
    void tellsWhyAnAnswerIsOfNoUse(String lines, String reason) {
        ours.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(ours.accept(answer(lines))).isEqualTo(new Negotiation.Refused(reason));
    }

    @Test
    void takesTheAnswerAgain() {
        ours.offer(Offers.LOCAL, Direction.SENDRECV);
        assertThat(accepted("m=audio 7000 RTP/AVP 0").remoteRtp()).hasToString("10.0.0.1:7000");
        assertThat(accepted("m=audio 8000 RTP/AVP 8").remoteRtp()).hasToString("10.0.0.1:8000");
    }

    @Test
    void anAnswerNeedsAnOffer() {
        assertThatThrownBy(() -> ours.accept(answer("m=audio 7000 RTP/AVP 0")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLaterOfferKeepsLinesNumbersProfileAndCodec() {
        SessionDescription theirs = Offers.of("linphone");
        ours.answer(theirs, Offers.LOCAL, Direction.SENDRECV);

        SessionDescription offer = ours.offer(Offers.LOCAL, Direction.SENDONLY);

        assertThat(offer.origin().version()).isEqualTo("2");
        assertThat(offer.media()).hasSize(2);
        assertThat(offer.media().get(1).media()).isEqualTo("video");
        assertThat(offer.media().get(1).port()).isZero();
        MediaDescription audio = offer.media().get(0);
        assertThat(audio.protocol()).isEqualTo("RTP/AVPF");
        assertThat(audio.formats()).containsExactly("96", "9", "0", "8", "13", "101", "100");
        assertThat(audio.direction()).contains(Direction.SENDONLY);
        assertThat(audio.hasAttribute("rtcp-mux")).isFalse();

        NegotiatedAudio agreed =
                accepted("m=audio 7000 RTP/AVPF 96;a=rtpmap:96 opus/48000/2;a=recvonly;m=video 0 RTP/AVPF 96");
        assertThat(agreed.direction()).isEqualTo(Direction.SENDONLY);
    }

    @Test
    void numbersTakenOtherwiseByThePhoneAreNotUsedAgain() {
        ours.answer(Offers.audio("0 111", "rtpmap:111 telephone-event/8000"), Offers.LOCAL, Direction.SENDRECV);
        MediaDescription audio =
                ours.offer(Offers.LOCAL, Direction.SENDRECV).media().get(0);
        assertThat(audio.formats()).containsExactly("0", "112", "9", "8", "13", "110", "111");
        assertThat(audio.rtpMaps().get(112).encodingName()).isEqualTo("opus");
        assertThat(audio.rtpMaps().get(111).encodingName()).isEqualTo("telephone-event");
    }
}
