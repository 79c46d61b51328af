package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {

    @ParameterizedTest
    @CsvSource({
        "STABLE, HAVE_LOCAL_OFFER, true",
        "STABLE, HAVE_REMOTE_OFFER, true",
        "STABLE, STABLE, false",
        "STABLE, HAVE_LOCAL_PRANSWER, false",
        "HAVE_LOCAL_OFFER, HAVE_REMOTE_OFFER, false",
        "HAVE_LOCAL_OFFER, HAVE_REMOTE_PRANSWER, true",
        "HAVE_LOCAL_OFFER, STABLE, true",
        "HAVE_LOCAL_OFFER, HAVE_LOCAL_OFFER, true",
        "HAVE_REMOTE_OFFER, HAVE_LOCAL_OFFER, false",
        "HAVE_REMOTE_OFFER, STABLE, true",
        "HAVE_REMOTE_OFFER, HAVE_LOCAL_PRANSWER, true",
        "HAVE_LOCAL_PRANSWER, STABLE, true",
        "HAVE_REMOTE_PRANSWER, STABLE, true",
        "HAVE_REMOTE_PRANSWER, CLOSED, true",
        "CLOSED, STABLE, false",
        "CLOSED, CLOSED, false"
    })
    void offerAndAnswer(SignalingState from, SignalingState to, boolean allowed) {
        assertThat(from.canBecome(to)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, CONNECTING, true", "NEW, CONNECTED, false", "CONNECTING, CONNECTED, true",
                "CONNECTING, DISCONNECTED, false",
        "CONNECTED, DISCONNECTED, true", "DISCONNECTED, CONNECTED, true", "CONNECTED, CLOSED, true",
                "CLOSED, NEW, false"
    })
    void media(ConnectionState from, ConnectionState to, boolean allowed) {
        assertThat(from.canBecome(to)).isEqualTo(allowed);
    }
}
