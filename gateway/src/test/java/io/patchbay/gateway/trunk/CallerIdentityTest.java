package io.patchbay.gateway.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.config.IdentityHeader;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerIdentityTest {
    private static final SipAddress FROM = new SipAddress("", SipUri.of("gateway", "acme.example"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P-Asserted-Identity | \"Doe, Jane\" <sip:+49301@acme.example;user=phone> | Doe, Jane",
                "P-Asserted-Identity | <sip:+49301@acme.example> | +49301",
                "P-Asserted-Identity | tel:+49301 | +49301",
                "P-Asserted-Identity | <tel:+49301;cpc=x> | +49301",
                "Remote-Party-ID | \"Jane\" <sip:1@x>;party=calling;privacy=off | Jane",
                "Remote-Party-ID | \"Jane\" <sip:1@x>;party=calling;privacy=full | Anonymous",
                "Privacy | id;critical | Anonymous",
                "Privacy | none | gateway",
                "P-Asserted-Identity | nonsense | gateway",
                "P-Asserted-Identity | <sip:@x> | gateway",
            })
    void showsWhomTheTrunkAsserts(String name, String value, String shown) {
        assertThat(CallerIdentity.shown(FROM, List.of(new HeaderField(name, value)))
                        .shownAs())
                .isEqualTo(shown);
    }

    @Test
    void privacyHidesWhatIsAssertedToo() {
        List<HeaderField> headers =
                List.of(new HeaderField("p-asserted-identity", "\"Jane\" <sip:1@x>"), new HeaderField("privacy", "id"));
        assertThat(CallerIdentity.shown(FROM, headers).shownAs()).isEqualTo("Anonymous");
    }

    @Test
    void tellsATrunkWhoCallsAsItWantsIt() {
        assertThat(CallerIdentity.field(IdentityHeader.NONE, FROM, false)).isEmpty();
        assertThat(CallerIdentity.field(IdentityHeader.ASSERTED, FROM, true))
                .contains(new HeaderField("P-Asserted-Identity", "<sip:gateway@acme.example>"));
        assertThat(CallerIdentity.field(IdentityHeader.REMOTE_PARTY, FROM, true)
                        .orElseThrow()
                        .value())
                .isEqualTo("<sip:gateway@acme.example>;party=calling;screen=yes;privacy=full");
    }
}
