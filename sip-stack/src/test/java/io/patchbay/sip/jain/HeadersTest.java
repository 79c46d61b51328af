package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain words",
                "with \"quotes\" and a \\ backslash",
                "semicolons; commas, and = signs",
                "Umlaute äöü and 漢字",
            })
    void aReasonIsReadAsItWasWritten(String text) {
        SIPRequest request = new SIPRequest();
        Headers.add(
                request, "Reason", Headers.reason(500, text).toString().strip().substring("Reason: ".length()));
        assertThat(Headers.reasonOf(request)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Q.850;cause=16;text=\"Normal\"|Normal (Q.850 cause 16)",
                "Q.850;cause=16|Q.850 cause 16",
                "Q.850 ;cause=16 , SIP ;cause=200 ;text=\"Call completed elsewhere\"|Call completed elsewhere",
                "SIP|''",
            })
    void theFirstTextOrElseTheFirstCauseCounts(String value, String read) {
        SIPRequest request = new SIPRequest();
        Headers.add(request, "Reason", value);
        assertThat(Headers.reasonOf(request)).isEqualTo(read);
    }

    @Test
    void controlsCannotBreakAHeader() {
        assertThat(Headers.quoted("a\r\nX: y\0")).isEqualTo("\"a  X: y \"");
    }
}
