package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {
    private static final String WITH_BODY = "A sip:b SIP/2.0\r\nContent-Length: 4\r\n\r\nbody";
    private static final String COMPACT = "A sip:b SIP/2.0\r\nl :\r\n 2\r\n\r\nhi";
    private static final String WITHOUT = "A sip:b SIP/2.0\r\nTo: x\r\n\r\n";

    private final StreamFramer framer = new StreamFramer(200);

    private List<String> feed(String text) throws BadMessageException {
        List<String> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        for (Optional<byte[]> next = framer.next(in); next.isPresent(); next = framer.next(in)) {
            messages.add(new String(next.get(), StandardCharsets.ISO_8859_1));
        }
        return messages;
    }

    @Test
    void cutsMessagesWhereTheyEnd() throws Exception {
        assertThat(feed(WITH_BODY + COMPACT + "\r\n" + WITHOUT + WITH_BODY))
                .containsExactly(WITH_BODY, COMPACT, WITHOUT, WITH_BODY);
    }

    @Test
    void waitsForTheRest() throws Exception {
        for (char c : WITH_BODY.substring(0, WITH_BODY.length() - 1).toCharArray()) {
            assertThat(feed(String.valueOf(c))).isEmpty();
        }
        assertThat(feed("y")).containsExactly(WITH_BODY);
    }

    @Test
    void takesTwoLineBreaksBetweenMessagesForAPing() throws Exception {
        feed("\r\n");
        assertThat(framer.takePing()).isFalse();
        feed("\r\n");
        assertThat(framer.takePing()).isTrue();
        assertThat(framer.takePing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A sip:b SIP/2.0\r\nContent-Length: 500\r\n\r\n",
                "A sip:b SIP/2.0\r\nContent-Length: -1\r\n\r\n",
                "A sip:b SIP/2.0\r\nContent-Length: 99999999999999\r\n\r\n",
                "A sip:b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\n",
                "A sip:b SIP/2.0\r\nContent-Length:\r\n\r\n",
            })
    void refusesALengthThatCannotBe(String text) {
        assertThatThrownBy(() -> feed(text)).isInstanceOf(BadMessageException.class);
    }

    @Test
    void refusesAHeadWithoutEnd() {
        assertThatThrownBy(() -> feed("x".repeat(201)))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("200 bytes");
    }
}
