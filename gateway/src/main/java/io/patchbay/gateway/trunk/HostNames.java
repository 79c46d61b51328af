package io.patchbay.gateway.trunk;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the trunks' hosts. One thread asks name servers, every minute; everybody else reads what it found. */
final class HostNames implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HostNames.class);
    private static final long REFRESH_SECONDS = 60;

    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "trunk-names");
        thread.setDaemon(true);
        return thread;
    });

    HostNames() {
        asker.scheduleWithFixedDelay(
                () -> addresses.keySet().forEach(this::ask), REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    /** Any thread, at once; empty while the name is not resolved. */
    List<InetAddress> of(String host) {
        if (IpLiteral.isOne(host)) {
            return List.of(IpLiteral.parse(host));
        }
        return addresses.getOrDefault(host, List.of());
    }

    /** Asks for {@code host} now and from then on; {@code then} runs when the first answer is there. */
    void know(String host, Runnable then) {
        if (IpLiteral.isOne(host) || addresses.putIfAbsent(host, List.of()) != null) {
            then.run();
        } else {
            asker.execute(() -> {
                ask(host);
                then.run();
            });
        }
    }

    private void ask(String host) {
        try {
            addresses.put(host, List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            log.warn(
                    "the name {} of a trunk's host does not resolve: {}",
                    host,
                    e.getMessage()); // the last answer stays
        }
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
