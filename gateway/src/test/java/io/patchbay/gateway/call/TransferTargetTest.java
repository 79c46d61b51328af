package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.SipUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTargetTest {
    private static final SipUri HERE = new SipUri("sip", "", "192.0.2.1", 5060);

    @ParameterizedTest
    @CsvSource({
        "sip:bob@example.com, sip:bob@example.com",
        "sips:bob@example.com:5061, sips:bob@example.com:5061",
        "sip:bob@[2001:db8::1], sip:bob@[2001:db8::1]",
        "lobby, sip:lobby@192.0.2.1:5060"
    })
    void takesUrisAndNames(String text, String uri) {
        assertThat(TransferTarget.parse(text, HERE)).map(SipUri::toString).contains(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:bob",
                "tel:+49301234",
                "sip:bob@example.com?Replaces=x",
                "sip:a@b>",
                "a b",
                "sip:a@b:99999"
            })
    void refusesWhatIsNeither(String text) {
        assertThat(TransferTarget.parse(text, HERE)).isEmpty();
    }

    @Test
    void neverLetsAHeaderFieldIn() {
        assertThat(TransferTarget.parse("sip:a@b\r\nVia: x", HERE)).isEmpty();
    }
}
