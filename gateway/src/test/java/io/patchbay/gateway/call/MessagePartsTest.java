package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessagePartsTest {
    @Test
    void aShortTextStaysWhole() {
        assertThat(MessageParts.of("Ann: hello", 10)).containsExactly("Ann: hello");
    }

    @Test
    void aLongOneIsCutBetweenWords() {
        assertThat(MessageParts.of("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(MessageParts.of("one two", 3)).containsExactly("one", "two");
    }

    @Test
    void aLongWordIsCutWhereItHasTo() {
        assertThat(MessageParts.of("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    }

    @Test
    void charactersStayWhole() {
        assertThat(MessageParts.of("😀😀😀", 9)).containsExactly("😀😀", "😀");
        assertThat(MessageParts.of("ääää", 1)).containsExactly("ää", "ää"); // less than a character's most is no size
    }

    @Test
    void nothingIsLostAndNoPartIsTooLong() {
        String text = ("Grüße an alle, die 😀 noch da sind; " + "x".repeat(50) + " ").repeat(20);
        var parts = MessageParts.of(text, 100);
        assertThat(parts).allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= 100);
        assertThat(String.join("", parts).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }
}
