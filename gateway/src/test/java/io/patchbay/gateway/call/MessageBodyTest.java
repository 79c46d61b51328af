package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.gateway.call.MessageBody.MalformedBodyException;
import io.patchbay.gateway.call.MessageBody.UnsupportedBodyException;
import io.patchbay.sip.Body;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBodyTest {
    private static final String CPIM =
            "From: <im:alice@example.com>\r\nTo: <im:lobby@example.com>\r\n" + "DateTime: 2027-01-02T12:00:00Z\r\n\r\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|UTF-8",
                "TEXT/Plain; format=flowed|UTF-8",
                "text/plain;charset=UTF-8|UTF-8",
                "text/plain; charset=\"iso-8859-1\"|ISO-8859-1",
                "text/plain;CHARSET=utf-16le|UTF-16LE",
            })
    void textIsReadInItsCharset(String type, String charset) {
        Body body = new Body(type, "Grüße".getBytes(Charset.forName(charset)));
        assertThat(MessageBody.text(body)).contains("Grüße");
    }

    @Test
    void typingIsNothingToShow() {
        assertThat(MessageBody.text(utf8("application/im-iscomposing+xml", "<isComposing/>")))
                .isEmpty();
        assertThat(MessageBody.text(
                        utf8("message/cpim", CPIM + "Content-Type: application/im-iscomposing+xml\r\n\r\n<x/>")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain; charset=utf-8\r\nContent-ID: <1@x>\r\n\r\nGrüße",
                "content-type:text/plain\r\n\r\nGrüße",
                "Content-Transfer-Encoding: 8bit\r\n\r\nGrüße",
                "\r\nGrüße", // no headers of the content
            })
    void cpimIsUnwrapped(String content) {
        assertThat(MessageBody.text(utf8("message/cpim", CPIM + content))).contains("Grüße");
        assertThat(MessageBody.text(utf8("Message/CPIM", (CPIM + content).replace("\r\n", "\n"))))
                .contains("Grüße");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|<b>hello</b>",
                "image/png|x",
                "application/sdp|v=0",
                "multipart/mixed;boundary=b|x",
                "text/plain;charset=no-such-charset|x",
                "text/plain;charset=!!|x",
                "nonsense|x",
            })
    void otherTypesAndCharsetsAreNotTaken(String type, String text) {
        assertThatThrownBy(() -> MessageBody.text(utf8(type, text))).isInstanceOf(UnsupportedBodyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/html\r\n\r\n<b>x</b>",
                "Content-Type: message/cpim\r\n\r\nx",
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\neA==",
            })
    void norIsSuchContentWithinCpim(String content) {
        assertThatThrownBy(() -> MessageBody.text(utf8("message/cpim", CPIM + content)))
                .isInstanceOf(UnsupportedBodyException.class);
    }

    @Test
    void textThatIsNotOfItsCharsetIsMalformed() {
        assertThatThrownBy(() -> MessageBody.text(new Body("text/plain", new byte[] {'a', (byte) 0xff})))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> MessageBody.text(utf8("message/cpim", "From: <im:a@b>")))
                .isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> MessageBody.text(utf8("message/cpim", CPIM + "Content-Type: text/plain")))
                .isInstanceOf(MalformedBodyException.class);
    }

    private static Body utf8(String type, String text) {
        return new Body(type, text.getBytes(StandardCharsets.UTF_8));
    }
}
