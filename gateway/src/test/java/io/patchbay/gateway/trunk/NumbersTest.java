package io.patchbay.gateway.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.gateway.config.NumberFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "+49 30 1234-5, '', +493012345",
        "030 12345, 49, +493012345",
        "00441234567, 49, +441234567",
        "0301234, '', 0301234",
        "110, 49, 110",
        "lobby, 49, lobby",
        "0, 49, 0",
    })
    void bringsNumbersIntoE164WhereItCanBeTold(String dialled, String countryCode, String number) {
        assertThat(Numbers.normalise(dialled, countryCode)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "+493012345, E164, 49, +493012345",
        "+493012345, DIGITS, 49, 493012345",
        "+493012345, NATIONAL, 49, 03012345",
        "+441234567, NATIONAL, 49, 00441234567",
        "+441234567, NATIONAL, '', 00441234567",
        "+493012345, AS_DIALLED, 49, as it was",
        "110, E164, 49, 110",
    })
    void writesThemAsTheTrunkWantsThem(String number, NumberFormat format, String countryCode, String written) {
        assertThat(Numbers.write(number, "as it was", format, countryCode)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+49-30-1234, +49301234, ''",
        "TEL:1234;phone-context=+4930, +49301234, ''",
        "tel:01234;phone-context=example.com, 01234, ''",
        "+49 (30) 1234, +49301234, ''",
        "*21#, *21#, ''",
        "sip:Bob@Example.com, Bob, example.com",
        "sip:%2b49301;user=x@198.51.100.7:5080;transport=tcp, +49301, 198.51.100.7:5080",
        "sip:bob@[2001:db8::1], bob, [2001:db8::1]",
    })
    void readsWhomToCall(String text, String user, String host) {
        assertThat(Dialled.parse(text)).isEqualTo(new Dialled(user, host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tel:", "tel:bob", "sip:example.com", "sip:@x", "bob", "sip:a b@x", "sip:a@x y", "http://x"})
    void refusesWhatNamesNobody(String text) {
        assertThatThrownBy(() -> Dialled.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }
}
