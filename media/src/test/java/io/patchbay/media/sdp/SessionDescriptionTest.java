package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linphone",
                "polycom",
                "cisco",
                "asterisk",
                "freeswitch",
                "browser",
                "snom-secure",
                "room-system",
                "bare",
                "ipv6"
            })
    void readsAndWritesWhatPhonesSend(String name) {
        SessionDescription read = Offers.of(name);
        assertThat(SessionDescription.parse(read.write())).isEqualTo(read);
        assertThat(SessionDescription.parse(Offers.text(name).replace("\n", "\r\n")))
                .isEqualTo(read);
    }

    @Test
    void readsEveryField() {
        SessionDescription read = Offers.of("cisco");
        assertThat(read.origin()).isEqualTo(new Origin("Cisco-SIPUA", "21354", "0", AddressType.IP4, "10.20.30.40"));
        assertThat(read.name()).isEqualTo("SIP Call");
        assertThat(read.bandwidths()).containsExactly(new Bandwidth("AS", 4064));
        MediaDescription audio = read.media().get(0);
        assertThat(audio.port()).isEqualTo(17_236);
        assertThat(audio.connection()).contains(ConnectionData.of("10.20.30.40"));
        assertThat(audio.bandwidths()).containsExactly(new Bandwidth("TIAS", 64_000));
        assertThat(audio.rtpMaps()).containsEntry(114, new RtpMap(114, "opus", 48_000, 2));
        assertThat(audio.fmtps().get(114).byName()).containsEntry("maxplaybackrate", "16000");
        assertThat(read.directionOf(audio)).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void toleratesWhatIsMissingUnknownOrOddlySpaced() {
        SessionDescription read = SessionDescription.parse(
                "\n v=0 \r\no=John  Doe 1 2 IN IP4 10.0.0.1\ns=\ni=info\nu=http://x\nz=1 2\nX=custom\nk=clear:1\n\r\n"
                        + "b=garbage\nb=X-YZ:128\nt=now then\nc=IN  IP4\t10.0.0.1/127/3 \n"
                        + "m=audio   5000/2  RTP/AVP  0   8 \na=ptime : 20 \na=sendrecv\na=rtpmap:nonsense\0");
        assertThat(read.origin().username()).isEqualTo("John_Doe");
        assertThat(read.name()).isEqualTo("-");
        assertThat(read.timing()).isEqualTo(Timing.PERMANENT);
        assertThat(read.bandwidths()).containsExactly(new Bandwidth("X-YZ", 128));
        assertThat(read.connection()).contains(ConnectionData.of("10.0.0.1"));
        MediaDescription audio = read.media().get(0);
        assertThat(audio.port()).isEqualTo(5000);
        assertThat(audio.formats()).containsExactly("0", "8");
        assertThat(audio.attribute("ptime")).contains("20");
        assertThat(audio.attribute("SENDRECV")).contains("");
        assertThat(audio.rtpMaps()).isEmpty();
        assertThat(SessionDescription.parse(read.write())).isEqualTo(read);
    }

    @Test
    void needsNothingButALine() {
        SessionDescription read = SessionDescription.parse("v=0");
        assertThat(read.media()).isEmpty();
        assertThat(read.connection()).isEmpty();
        assertThat(read.origin()).isEqualTo(Origin.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0 | it is empty",
                "v=0;hello | 2 | a line begins with a letter",
                "v=0;=x | 2 | a line begins with a letter",
                "v=1 | 1 | only version 0",
                "v=0;s=a\rb | 2 | carriage return or zero",
                "v=0;o=- 1 1 IN IP4 | 2 | six fields",
                "v=0;o=- 1 1 IN IP5 x | 2 | IP4 or IP6",
                "v=0;c=IN IP4 | 2 | connection data is",
                "v=0;c=ATM IP4 10.0.0.1 | 2 | connection data is",
                "v=0;c=IN IP9 10.0.0.1 | 2 | IP4 or IP6",
                "v=0;s=-;m=audio | 3 | names media, port, protocol and formats",
                "v=0;s=-;m=audio 5000 RTP/AVP | 3 | names media, port, protocol and formats",
                "v=0;s=-;m=audio five RTP/AVP 0 | 3 | a port is a number",
                "v=0;s=-;m=audio 65536 RTP/AVP 0 | 3 | a port is a number",
                "v=0;s=-;m=audio -1 RTP/AVP 0 | 3 | a port is a number",
                "v=0;a=:x | 2 | attribute name is empty",
                "v=0;a=two words:x | 2 | attribute name has white space"
            })
    void namesTheLineAndTheFault(String text, int line, String fault) {
        assertThatThrownBy(() -> SessionDescription.parse(text.replace(';', '\n')))
                .isInstanceOfSatisfying(
                        MalformedSdpException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(fault)
                .hasMessageMatching("[\\x20-\\x7E]{1,300}");
    }

    @Test
    void showsNoMoreOfAStrangersLineThanNeeded() {
        assertThatThrownBy(() -> SessionDescription.parse("v=0\nx\u0007\u001b[31m" + "x".repeat(1000)))
                .hasMessageStartingWith("SDP line 2 \"x??[31mxxx")
                .hasMessageMatching("[\\x20-\\x7E]{1,200}");
    }

    @Test
    void limitsSizeAndCounts() {
        assertFault("v=0\n".repeat(SdpParser.MAX_LINES + 1), "lines");
        assertFault("v=0\na=" + "x".repeat(SdpParser.MAX_LENGTH), "characters");
        assertFault("m=audio 1 RTP/AVP 0\n".repeat(SdpParser.MAX_MEDIA + 1), "media descriptions");
        assertFault("m=audio 1 RTP/AVP" + " 0".repeat(SdpParser.MAX_FORMATS + 1), "formats");
    }

    private static void assertFault(String text, String fault) {
        assertThatThrownBy(() -> SessionDescription.parse(text))
                .isInstanceOf(MalformedSdpException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {":", " ", "a=", "a=rtpmap:0 ", "m=audio 1 RTP/AVP 0\n", "c=IN IP6 ::", "a=fmtp:0 ;", "o=- "})
    void hostileRepetitionCostsLittle(String piece) {
        String head = "v=0\nc=IN IP4 10.0.0.1\nm=audio 5000 RTP/AVP 0\na=";
        String text = (head + piece.repeat(SdpParser.MAX_LENGTH)).substring(0, SdpParser.MAX_LENGTH);
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> answerOrRefuse(text));
    }

    @Test
    void bentDescriptionsThrowNothingElse() {
        Random random = new Random(11);
        List<String> offers = List.of(Offers.text("cisco"), Offers.text("room-system"), Offers.text("ipv6"));
        String alphabet = "\n\r=: /0129azAZ;,.*\0\u00E4\uD83D";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder bent = new StringBuilder(offers.get(random.nextInt(offers.size())));
            for (int edits = 1 + random.nextInt(8); edits > 0; edits--) {
                int at = random.nextInt(bent.length());
                switch (random.nextInt(3)) {
                    case 0 -> bent.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> bent.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> bent.delete(at, Math.min(bent.length(), at + 1 + random.nextInt(12)));
                }
            }
            answerOrRefuse(bent.toString());
        }
    }

    private static void answerOrRefuse(String text) {
        try {
            SessionDescription offer = SessionDescription.parse(text);
            new OfferAnswer(AudioCapabilities.DEFAULT, new LocalSecurity(SrtpPolicy.OFF), 1)
                    .answer(offer, Offers.LOCAL, Direction.SENDRECV);
            assertThat(SessionDescription.parse(offer.write())).isEqualTo(offer);
        } catch (MalformedSdpException expected) {
            assertThat(expected).hasMessageStartingWith("SDP");
        }
    }

    @Test
    void writesNothingThatEndsALine() {
        assertThatThrownBy(() -> new Attribute("x", "1\r\na=sendonly")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Attribute("x:y", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConnectionData.of("10.0.0.1\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new MediaDescription("audio", 1, "RTP/AVP", List.of(), Optional.empty(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
