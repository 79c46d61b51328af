package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.trunk.Place;
import io.patchbay.sip.Binding;
import io.patchbay.sip.SipTarget;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkOrderTest {

    /** {@code name/q/instance/reg-id}, the last two left out where there is none. */
    private static Binding binding(String text) {
        String[] parts = text.split("/");
        SipTarget target =
                new SipTarget("sip:" + parts[0] + "@192.0.2.1", new InetSocketAddress("192.0.2.1", 5060), "udp");
        return new Binding(
                target.requestUri(),
                target,
                Instant.EPOCH,
                Integer.parseInt(parts[1]),
                parts.length > 2 ? parts[2] : "",
                parts.length > 3 ? Integer.parseInt(parts[3]) : 0,
                "",
                Instant.EPOCH);
    }

    private static String text(List<List<Place>> groups) {
        return groups.stream()
                .map(group -> group.stream()
                        .map(place -> place.targets().stream()
                                .map(target -> target.requestUri().replaceAll("sip:|@.*", ""))
                                .collect(Collectors.joining("+")))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    /** Groups by {@code |}, places by blanks, ways to one place by {@code +}. */
    @ParameterizedTest
    @CsvSource({
        "a/1000, a",
        "a/1000 b/1000, a b",
        "a/200 b/900, b | a",
        "a/500 b/1000 c/500, b | a c",
        "a/1000/x/1 b/1000/x/2, a+b",
        "a/1000/x/1 b/1000/y/1, a b",
        "a/300/x/1 b/900/x/2 c/300, b+a | c",
        "a/0 b/1, b | a",
    })
    void groupsContacts(String bindings, String groups) {
        List<Binding> all =
                Arrays.stream(bindings.split(" ")).map(ForkOrderTest::binding).toList();
        assertThat(text(ForkOrder.of(all))).isEqualTo(groups);
    }
}
