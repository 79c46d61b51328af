package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.peer.PeerListener;
import io.patchbay.sip.SipCallListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BranchTest {

    /** A default method that is not passed on would swallow what the far end does. */
    @Test
    void passesOnEverythingThatACallMayHear() {
        List<String> own = Arrays.stream(Branch.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .toList();
        assertThat(Stream.of(SipCallListener.class, PeerListener.class)
                        .flatMap(listener -> Arrays.stream(listener.getDeclaredMethods()))
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName))
                .isNotEmpty()
                .allMatch(own::contains);
    }
}
