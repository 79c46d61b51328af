package io.patchbay.testbeds.sipp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What SIPp is to do.
 *
 * @param scenario name of a file in {@code resources/sipp}, without its ending
 * @param target where its requests go
 * @param from the address it sends from
 * @param transport {@code u1} (UDP) or {@code t1} (TCP), as SIPp names them
 * @param service the user that is called
 * @param calls how many, in all
 * @param ratePerSecond new calls a second
 * @param deadline for the whole run
 * @param port the one it sends from and listens on; 0 for any
 * @param strict whether a message that the scenario does not expect fails the call
 * @param script in place of a file; null where {@code scenario} is a file's name
 * @param keywords values of {@code [name]} in the scenario
 */
public record SippRun(
        String scenario,
        InetSocketAddress target,
        InetAddress from,
        String transport,
        String service,
        int calls,
        double ratePerSecond,
        Duration deadline,
        int port,
        boolean strict,
        SippScript script,
        Map<String, String> keywords) {

    public SippRun {
        keywords = Map.copyOf(keywords);
        if (calls < 1 || ratePerSecond <= 0) {
            throw new IllegalArgumentException(
                    "sipp %s: %d calls at %s a second".formatted(scenario, calls, ratePerSecond));
        }
    }

    /** One call over UDP from loopback. */
    public static SippRun of(String scenario, InetSocketAddress target) {
        return new SippRun(
                scenario,
                target,
                target.getAddress(),
                "u1",
                "lobby",
                1,
                10,
                Duration.ofSeconds(20),
                0,
                true,
                null,
                Map.of());
    }

    /** As {@link #of(String, InetSocketAddress)}, of a scenario written in the test. */
    public static SippRun of(SippScript script, InetSocketAddress target) {
        SippRun run = of(script.name(), target);
        return new SippRun(
                run.scenario,
                target,
                run.from,
                run.transport,
                run.service,
                run.calls,
                run.ratePerSecond,
                run.deadline,
                run.port,
                true,
                script,
                Map.of());
    }

    public SippRun to(String user) {
        return new SippRun(
                scenario,
                target,
                from,
                transport,
                user,
                calls,
                ratePerSecond,
                deadline,
                port,
                strict,
                script,
                keywords);
    }

    public SippRun from(InetAddress address) {
        return new SippRun(
                scenario,
                target,
                address,
                transport,
                service,
                calls,
                ratePerSecond,
                deadline,
                port,
                strict,
                script,
                keywords);
    }

    /** For a scenario that begins with a request of the other side: there it is called. */
    public SippRun listeningOn(int number) {
        return new SippRun(
                scenario,
                target,
                from,
                transport,
                service,
                calls,
                ratePerSecond,
                deadline,
                number,
                strict,
                script,
                keywords);
    }

    public SippRun overTcp() {
        return new SippRun(
                scenario, target, from, "t1", service, calls, ratePerSecond, deadline, port, strict, script, keywords);
    }

    /** Passes over messages that the scenario does not expect. */
    public SippRun lenient() {
        return new SippRun(
                scenario,
                target,
                from,
                transport,
                service,
                calls,
                ratePerSecond,
                deadline,
                port,
                false,
                script,
                keywords);
    }

    public SippRun calls(int number, double aSecond, Duration within) {
        return new SippRun(
                scenario, target, from, transport, service, number, aSecond, within, port, strict, script, keywords);
    }

    public SippRun with(String keyword, String value) {
        Map<String, String> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new SippRun(
                scenario, target, from, transport, service, calls, ratePerSecond, deadline, port, strict, script, more);
    }
}
