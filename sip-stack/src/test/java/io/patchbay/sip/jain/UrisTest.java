package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import javax.sip.address.Address;
import org.junit.jupiter.api.Test;

class UrisTest {

    @Test
    void readsWhatItWrites() {
        for (String user : new String[] {"lobby", "+49 30 123", "weird@user:x", "ü", "a%41", ""}) {
            SipAddress address = new SipAddress("Name, \u00fc", new SipUri("sip", user, "example.com", 5070));
            assertThat(Uris.read(Uris.write(address))).isEqualTo(address);
        }
    }

    @Test
    void readsAUserUnescaped() {
        assertThat(Uris.read(Uris.parse("sips:%6cobby;x=y@[2001:db8::1]:5061;transport=tcp")))
                .isEqualTo(new SipUri("sips", "lobby;x=y", "[2001:db8::1]", 5061));
    }

    @Test
    void readsADisplayNameWithoutItsBackslashes() throws Exception {
        Address address =
                new AddressFactoryImpl().createAddress("\"O\\'Neil, \\\"Bob\\\" \\\\ \" <sip:bob@example.com>");
        assertThat(Uris.read(address).displayName()).isEqualTo("O'Neil, \"Bob\" \\");
    }

    @Test
    void keepsTheTextOfAnotherScheme() {
        assertThat(Uris.read(Uris.parse("tel:+49-30-123"))).isEqualTo(new SipUri("tel", "+4930123", "", -1));
        assertThat(Uris.read(Uris.parse("tel:110;phone-context=example.com"))).hasToString("tel:110");
    }
}
