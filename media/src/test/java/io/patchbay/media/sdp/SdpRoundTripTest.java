package io.patchbay.media.sdp;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;

class SdpRoundTripTest {

    @Property(tries = 500)
    void whatWasWrittenIsReadTheSame(@ForAll("sessions") SessionDescription session) {
        Assertions.assertThat(SessionDescription.parse(session.write())).isEqualTo(session);
    }

    @Property(tries = 500)
    void noTextMakesTheParserThrowAnythingElse(@ForAll String text) {
        try {
            SessionDescription.parse(text);
        } catch (MalformedSdpException expected) {
            Assertions.assertThat(expected).hasMessageStartingWith("SDP");
        }
    }

    @Provide
    Arbitrary<SessionDescription> sessions() {
        return Combinators.combine(
                        origins(),
                        text(),
                        connections().optional(),
                        bandwidths(),
                        Combinators.combine(
                                        Arbitraries.longs().between(0, 1L << 40),
                                        Arbitraries.longs().between(0, 1L << 40))
                                .as(Timing::new),
                        attributes(),
                        media().list().ofMaxSize(4))
                .as(SessionDescription::new);
    }

    private static Arbitrary<Origin> origins() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        return Combinators.combine(token(), digits, digits, Arbitraries.of(AddressType.class), token())
                .as(Origin::new);
    }

    private static Arbitrary<ConnectionData> connections() {
        return Combinators.combine(Arbitraries.of(AddressType.class), token()).as(ConnectionData::new);
    }

    private static Arbitrary<List<Bandwidth>> bandwidths() {
        return Combinators.combine(token(), Arbitraries.longs().between(0, 1L << 40))
                .as(Bandwidth::new)
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<List<Attribute>> attributes() {
        Arbitrary<String> value = Arbitraries.oneOf(text(), Arbitraries.just(""));
        return Combinators.combine(token(), value).as(Attribute::new).list().ofMaxSize(6);
    }

    private static Arbitrary<MediaDescription> media() {
        return Combinators.combine(
                        token(),
                        Arbitraries.integers().between(0, 65_535),
                        token(),
                        token().list().ofMinSize(1).ofMaxSize(8),
                        connections().optional(),
                        bandwidths(),
                        attributes())
                .as(MediaDescription::new);
    }

    /** One field, without the characters that separate parts of some. */
    private static Arbitrary<String> token() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(':', '/')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    /** The rest of a line: words of any letters. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars('\u00E4', '\u4E2D')
                .ofMinLength(1)
                .ofMaxLength(10)
                .array(String[].class)
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(words -> String.join(" ", Arrays.asList(words)));
    }
}
