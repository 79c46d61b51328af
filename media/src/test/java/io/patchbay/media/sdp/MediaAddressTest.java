package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "fe80::1%eth0", "phone.example.com"})
    void takesAddressesAndHostNames(String host) {
        assertThat(MediaAddress.isUsable(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "1.2.3", "1:2", "a b", ""})
    void refusesWhatNothingCanBeSentTo(String host) {
        assertThat(MediaAddress.isUsable(host)).isFalse();
    }

    /** Within {@code a=rtcp} a description of the greatest length has room for this; it is read on a media loop. */
    @ParameterizedTest
    @ValueSource(strings = {":", "1", "a", "a:", "1."})
    void aVeryLongHostCostsNoTime(String part) {
        String host = part.repeat(60_000 / part.length()) + "!";

        boolean usable = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> MediaAddress.isUsable(host));

        assertThat(usable).isFalse();
    }

    @Test
    void aLongHostNameIsNone() {
        assertThat(MediaAddress.isUsable("a".repeat(256))).isFalse();
    }
}
