package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {
    private final OfferAnswer ours =
            new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OPTIONAL), 4711);

    private Negotiation.Agreed agreed(SessionDescription offer) {
        Negotiation result = ours.answer(offer, Offers.LOCAL, Direction.SENDRECV);
        assertThat(result).isInstanceOf(Negotiation.Agreed.class);
        Negotiation.Agreed agreed = (Negotiation.Agreed) result;
        assertThat(SessionDescription.parse(agreed.local().write())).isEqualTo(agreed.local());
        return agreed;
    }

    private String refused(SessionDescription offer) {
        Negotiation result = ours.answer(offer, Offers.LOCAL, Direction.SENDRECV);
        assertThat(result).isInstanceOf(Negotiation.Refused.class);
        String reason = ((Negotiation.Refused) result).reason();
        assertThat(reason).matches("[\\x20-\\x7E]{1,400}");
        return reason;
    }

    private static String line(SessionDescription answer, String start) {
        return answer.write()
                .lines()
                .filter(line -> line.startsWith(start))
                .reduce((a, b) -> a + "|" + b)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        // offer, format sent, payload type, ms, formats of the answer, events sent, RTP, RTCP
        "linphone,    opus, 96, 20, 96 0 8 101 100,   {48000=101 8000=100}, 192.168.1.20:7078, 192.168.1.20:7079",
        "polycom,     G722, 9,  20, 9 0 8 127,        {8000=127},           10.1.4.33:2228,    10.1.4.33:2229",
        "cisco,       opus, 114, 20, 114 9 0 8 101,   {8000=101},           10.20.30.40:17236, 10.20.30.40:17237",
        "asterisk,    PCMA, 8,  30, 8 0 101,          {8000=101},           203.0.113.5:14522, 203.0.113.5:14523",
        "freeswitch,  opus, 102, 20, 102 9 0 8 103 101, {48000=103 8000=101}, 198.51.100.7:26480, 198.51.100.7:26481",
        "snom-either, G722, 9,  20, 9 0 8 101,        {8000=101},           10.0.0.9:53810,    10.0.0.9:53811",
        "room-system, G722, 9,  20, 9 8 0 101,        {8000=101},           172.16.5.5:2334,   172.16.5.5:2335",
        "bare,        PCMU, 0,  20, 0,                {},                   127.0.0.1:6000,    127.0.0.1:6001",
        "ipv6,        opus, 96, 40, 96 0 101,         {8000=101},           [2001:db8::9]:10124, [2001:db8::9]:10124"
    })
    void answersPhones(
            String offer,
            String format,
            int payloadType,
            int millis,
            String formats,
            String events,
            String rtp,
            String rtcp) {
        Negotiation.Agreed agreed = agreed(Offers.of(offer));
        NegotiatedAudio audio = agreed.audio();
        assertThat(audio.format().encodingName()).isEqualTo(format);
        assertThat(audio.payloadType()).isEqualTo(payloadType);
        assertThat(audio.packetMillis()).isEqualTo(millis);
        assertThat(line(agreed.local(), "m=audio 40000")).endsWith(" " + formats);
        assertThat(audio.sendEvents().entrySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        events.length() == 2
                                ? new String[0]
                                : events.substring(1, events.length() - 1).split(" "));
        assertThat(audio.remoteRtp()).hasToString(rtp);
        assertThat(audio.remoteRtcp()).hasToString(rtcp);
        assertThat(audio.direction()).isEqualTo(Direction.SENDRECV);
        assertThat(audio.remoteHold()).isFalse();
    }

    @Test
    void writesAWholeAnswer() {
        assertThat(agreed(Offers.of("freeswitch")).local().write())
                .isEqualTo(
                        """
                        v=0
                        o=- 4711 1 IN IP4 192.0.2.1
                        s=-
                        c=IN IP4 192.0.2.1
                        t=0 0
                        m=audio 40000 RTP/AVP 102 9 0 8 103 101
                        a=rtpmap:102 opus/48000/2
                        a=fmtp:102 useinbandfec=1
                        a=rtpmap:9 G722/8000
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:103 telephone-event/48000
                        a=fmtp:103 0-15
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-15
                        a=ptime:20
                        a=maxptime:60
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void answersEveryMediaLineInOrder() {
        SessionDescription answer = agreed(Offers.of("room-system")).local();
        assertThat(answer.media().stream().map(m -> m.media() + " " + m.port() + " " + m.protocol()))
                .containsExactly(
                        "audio 40000 RTP/AVP",
                        "video 0 RTP/AVP",
                        "application 0 UDP/BFCP",
                        "video 0 RTP/AVP",
                        "application 0 RTP/AVP");
        assertThat(answer.media().get(2).formats()).containsExactly("*");
    }

    @Test
    void takesTheFirstUsableOneOfSeveralAudioLines() {
        SessionDescription answer = agreed(Offers.of("snom-either")).local();
        assertThat(answer.media().stream().map(m -> m.port() + " " + m.protocol()))
                .containsExactly("40000 RTP/SAVP", "0 RTP/AVP");
    }

    @Test
    void takesTheOpenOneOfSeveralAudioLinesWhereEncryptionIsOff() {
        SessionDescription answer = ((Negotiation.Agreed)
                        new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OFF), 1)
                                .answer(Offers.of("snom-either"), Offers.LOCAL, Direction.SENDRECV))
                .local();
        assertThat(answer.media().stream().map(m -> m.port() + " " + m.protocol()))
                .containsExactly("0 RTP/SAVP", "40000 RTP/AVP");
    }

    @Test
    void answersWithTheProfileAndMidOffered() {
        SessionDescription answer = agreed(Offers.of("linphone")).local();
        assertThat(answer.media().get(0).protocol()).isEqualTo("RTP/AVPF");
        answer = agreed(Offers.audio("0", "mid:left", "rtcp-mux")).local();
        assertThat(answer.media().get(0).attribute("mid")).contains("left");
        assertThat(answer.media().get(0).hasAttribute("rtcp-mux")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-common-codec | no codec in common: offered G729, iLBC, GSM, telephone-event; here opus, G722, PCMU, PCMA",
                "browser | audio is offered encrypted (UDP/TLS/RTP/SAVPF) with keys by DTLS, which is not to be had here",
            })
    void refusesWithTheReason(String offer, String reason) {
        assertThat(refused(Offers.of(offer))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c=IN IP4 10.0.0.1 | no audio: there is no m= line",
                "c=IN IP4 10.0.0.1;m=video 5000 RTP/AVP 96;m=image 6 udptl t38 | no audio: offered video, image only",
                "c=IN IP4 10.0.0.1;m=audio 0 RTP/AVP 0 | audio is switched off (port 0)",
                "c=IN IP4 10.0.0.1;m=audio 5000 UDPTL 0 | audio is offered over UDPTL; here RTP/AVP, RTP/SAVP, UDP/TLS/RTP/SAVP and the same with F",
                "m=audio 5000 RTP/AVP 0 | no address for audio: there is no c= line",
                "c=IN IP4 224.2.1.1/127;m=audio 5000 RTP/AVP 0 | no address for audio: 224.2.1.1 is none that a call can use",
                "c=IN IP4 300.1.1.1;m=audio 5000 RTP/AVP 0 | no address for audio: 300.1.1.1 is none that a call can use",
                "c=IN IP6 1::2::3;m=audio 5000 RTP/AVP 0 | no address for audio: 1::2::3 is none that a call can use",
                "c=IN IP4 a;m=audio 5000 RTP/AVP 97 x 999;a=rtpmap:97 bad | no codec in common: offered 97, x, 999; here opus, G722, PCMU, PCMA",
            })
    void namesWhatIsWrong(String lines, String reason) {
        assertThat(refused(SessionDescription.parse("v=0\n" + lines.replace(";", "\n"))))
                .isEqualTo(reason);
    }

    @Test
    void aHostileOfferMakesNoLongReason() {
        StringBuilder offer = new StringBuilder("v=0\nc=IN IP4 10.0.0.1\nm=audio 5 RTP/AVP");
        for (int i = 96; i < 128; i++) {
            offer.append(' ').append(i);
        }
        for (int i = 96; i < 128; i++) {
            offer.append("\na=rtpmap:")
                    .append(i)
                    .append(" \u00FC")
                    .append(i)
                    .append("x".repeat(500))
                    .append("/8000");
        }
        assertThat(refused(SessionDescription.parse(offer.toString())))
                .contains("?96xxx")
                .contains("...");
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, SENDRECV, false",
        "sendonly, SENDRECV, RECVONLY, true",
        "recvonly, SENDRECV, SENDONLY, false",
        "inactive, SENDRECV, INACTIVE, true",
        "sendrecv, SENDONLY, SENDONLY, false",
        "sendonly, SENDONLY, INACTIVE, true"
    })
    void mirrorsTheDirection(String offered, Direction willing, Direction answered, boolean hold) {
        Negotiation.Agreed agreed = (Negotiation.Agreed) ours.answer(Offers.audio("0", offered), Offers.LOCAL, willing);
        assertThat(agreed.audio().direction()).isEqualTo(answered);
        assertThat(agreed.audio().remoteHold()).isEqualTo(hold);
        assertThat(agreed.local().directionOf(agreed.local().media().get(0))).isEqualTo(answered);
    }

    @Test
    void sessionDirectionHoldsUnlessTheMediaLineSaysOtherwise() {
        String head = "v=0\nc=IN IP4 10.0.0.1\na=sendonly\nm=audio 5000 RTP/AVP 0\n";
        assertThat(agreed(SessionDescription.parse(head)).audio().direction()).isEqualTo(Direction.RECVONLY);
        assertThat(agreed(SessionDescription.parse(head + "a=sendrecv\n"))
                        .audio()
                        .direction())
                .isEqualTo(Direction.SENDRECV);
    }

    @Test
    void theUnspecifiedAddressMeansHold() {
        NegotiatedAudio audio = agreed(SessionDescription.parse("v=0\nc=IN IP4 0.0.0.0\nm=audio 5000 RTP/AVP 0\n"))
                .audio();
        assertThat(audio.direction()).isEqualTo(Direction.RECVONLY);
        assertThat(audio.remoteHold()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ptime:10, 10",
        "0, ptime:30, 30",
        "0, ptime:35, 30",
        "0, ptime:60, 60",
        "0, ptime:120, 60",
        "0, ptime:5, 10",
        "0, ptime:20.0, 20",
        "0, ptime:-3, 20",
        "0, ptime:x, 20",
        "0, maxptime:10, 10",
        "0, maxptime:40, 20",
        "96, ptime:30, 20",
        "96, ptime:50, 40",
        "96, ptime:60, 60"
    })
    void fillsPacketsAsAsked(String format, String attribute, int millis) {
        NegotiatedAudio audio = agreed(Offers.audio(format, "rtpmap:96 opus/48000/2", attribute))
                .audio();
        assertThat(audio.packetMillis()).isEqualTo(millis);
    }

    @Test
    void theShorterOfPtimeAndMaxptimeCounts() {
        assertThat(agreed(Offers.audio("0", "ptime:40", "maxptime:30")).audio().packetMillis())
                .isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({
        "99, rtpmap:99 OPUS/48000, opus",
        "99, rtpmap:99  opus/48000/2, opus",
        "9, rtpmap:9 G722/16000, G722",
        "97, rtpmap:97 pcmu/8000/1, PCMU",
        "0, rtpmap:0 PCMA/8000, PCMA"
    })
    void understandsSloppyFormats(String payloadType, String rtpmap, String format) {
        NegotiatedAudio audio = agreed(Offers.audio(payloadType, rtpmap)).audio();
        assertThat(audio.format().encodingName()).isEqualTo(format);
        assertThat(audio.receive()).containsOnlyKeys(Integer.parseInt(payloadType));
    }

    @Test
    void takesACodecOnceAndEventsOfOurClockRatesOnly() {
        NegotiatedAudio audio = agreed(Offers.audio(
                        "96 97 0 98 99",
                        "rtpmap:96 opus/48000/2",
                        "rtpmap:97 opus/48000/2",
                        "rtpmap:98 telephone-event/16000",
                        "rtpmap:99 telephone-event/48000"))
                .audio();
        assertThat(audio.receive()).containsOnly(Map.entry(96, AudioFormat.OPUS), Map.entry(0, AudioFormat.PCMU));
        assertThat(audio.receiveEvents()).containsOnly(Map.entry(99, 48_000));
        assertThat(audio.sendEventPayloadType()).contains(99);
        assertThat(audio.sendEventClockRate()).contains(48_000);
    }

    @Test
    void prefersEventsOfTheCodecsClock() {
        NegotiatedAudio audio = agreed(
                        Offers.audio("0 99 98", "rtpmap:98 telephone-event/8000", "rtpmap:99 telephone-event/48000"))
                .audio();
        assertThat(audio.sendEventPayloadType()).contains(98);
        assertThat(audio.sendEventClockRate()).contains(8_000);
    }

    @Test
    void readsWhatTheOtherEndAsksOfOpus() {
        assertThat(agreed(Offers.of("cisco")).audio().opus())
                .isEqualTo(new OpusParameters(16_000, 64_000, false, false, false));
        assertThat(agreed(
                                Offers.audio(
                                        "96",
                                        "rtpmap:96 opus/48000/2",
                                        "fmtp:96 USEINBANDFEC=1; maxaveragebitrate=9999999999;maxplaybackrate=7;;usedtx=1;cbr=1"))
                        .audio()
                        .opus())
                .isEqualTo(new OpusParameters(48_000, 510_000, true, true, true));
        assertThat(agreed(Offers.of("bare")).audio().opus()).isEqualTo(OpusParameters.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "rtcp:5005, 10.0.0.1:5005",
        "rtcp:5005 IN IP4 10.0.0.2, 10.0.0.2:5005",
        "rtcp:99999, 10.0.0.1:5001",
        "rtcp:x, 10.0.0.1:5001",
        "rtcp-mux, 10.0.0.1:5000"
    })
    void findsTheRtcpAddress(String attribute, String address) {
        assertThat(agreed(Offers.audio("0", attribute)).audio().remoteRtcp()).hasToString(address);
    }

    @Test
    void namesItsOwnRtcpPortWhereItIsNotTheNext() {
        Negotiation.Agreed agreed = (Negotiation.Agreed)
                ours.answer(Offers.audio("0"), new LocalMedia("2001:db8::1", 40_000, 50_000), Direction.SENDRECV);
        assertThat(agreed.local().write())
                .contains("c=IN IP6 2001:db8::1\r\n", "a=rtcp:50000\r\n", "o=- 4711 1 IN IP6 2001:db8::1\r\n");
    }

    @Test
    void neverAsksTheDnsForAnAddress() {
        assertThat(new MediaAddress("10.0.0.1", 5).literal()).isPresent();
        assertThat(new MediaAddress("2001:db8::1", 5).literal()).isPresent();
        assertThat(new MediaAddress("phone.example.invalid", 5).literal()).isEmpty();
        assertThat(new MediaAddress("1.2.3", 5).literal()).isEmpty();
    }

    @Test
    void aNewAnswerHasANewVersionAndTheSameAnswerTheSame() {
        assertThat(line(agreed(Offers.audio("0")).local(), "o=")).isEqualTo("o=- 4711 1 IN IP4 192.0.2.1");
        assertThat(line(agreed(Offers.audio("0")).local(), "o=")).isEqualTo("o=- 4711 1 IN IP4 192.0.2.1");
        assertThat(line(agreed(Offers.audio("0", "sendonly")).local(), "o=")).isEqualTo("o=- 4711 2 IN IP4 192.0.2.1");
        refused(Offers.audio("18"));
        assertThat(line(agreed(Offers.audio("0")).local(), "o=")).isEqualTo("o=- 4711 3 IN IP4 192.0.2.1");
    }

    @Test
    void keepsOursWherePreferenceIsTheOfferers() {
        OfferAnswer g711Only = new OfferAnswer(
                new AudioCapabilities(List.of(AudioFormat.PCMA, AudioFormat.PCMU), false, 20),
                new LocalSecurity(SrtpPolicy.OFF),
                1);
        Negotiation.Agreed agreed =
                (Negotiation.Agreed) g711Only.answer(Offers.of("polycom"), Offers.LOCAL, Direction.SENDRECV);
        assertThat(agreed.audio().format()).isEqualTo(AudioFormat.PCMU);
        assertThat(agreed.audio().sendEvents()).isEmpty();
        assertThat(agreed.local().media().get(0).formats()).containsExactly("0", "8");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesANegativeSessionId(long id) {
        assertThatThrownBy(() -> new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OPTIONAL), id))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
