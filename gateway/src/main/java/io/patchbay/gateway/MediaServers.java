package io.patchbay.gateway;

import io.patchbay.gateway.config.Advertised;
import io.patchbay.gateway.config.MediaConfig;
import io.patchbay.gateway.config.StunHost;
import io.patchbay.media.ice.IceServers;
import io.patchbay.media.ice.PublicAddress;
import io.patchbay.media.ice.TurnServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The STUN and TURN servers of the configuration: their addresses, and the public address that they see, both looked up at start and
 * every half minute. It has a thread only where there is anything to look up; what it knows may be read on any thread.
 */
final class MediaServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MediaServers.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MediaConfig config;
    private final IceServers servers = new IceServers();
    private final Map<StunHost, InetAddress> learned = new HashMap<>(); // the looking thread's
    private final Map<StunHost, String> troubles = new HashMap<>(); // told already; the looking thread's
    private final ScheduledExecutorService thread; // null where there is nothing to look up
    private volatile List<InetAddress> advertised;

    private MediaServers(MediaConfig config, ScheduledExecutorService thread) {
        this.config = config;
        this.thread = thread;
    }

    /** Looks everything up once, which takes some seconds where servers do not answer, and goes on doing so. */
    static MediaServers start(MediaConfig config) {
        boolean needed = !config.stun().isEmpty()
                || !config.turn().isEmpty()
                || config.advertise().stream().anyMatch(Advertised::byStun);
        ScheduledExecutorService thread =
                needed ? Executors.newSingleThreadScheduledExecutor(MediaServers::named) : null;
        MediaServers servers = new MediaServers(config, thread);
        servers.look();
        if (needed) {
            thread.scheduleWithFixedDelay(servers::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return servers;
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(task, "media-servers");
        thread.setDaemon(true);
        return thread;
    }

    /** For calls with ICE. */
    IceServers forCalls() {
        return servers;
    }

    /** The addresses to be named instead of local ones, as known now. */
    List<InetAddress> advertised() {
        return advertised;
    }

    private void look() {
        try {
            servers.set(
                    config.stun().stream()
                            .flatMap(host -> resolved(host).stream())
                            .toList(),
                    config.turn().stream()
                            .flatMap(turn -> resolved(turn.url().server()).stream()
                                    .map(address -> new TurnServer(
                                            address,
                                            turn.username(),
                                            turn.password().reveal())))
                            .toList());
            advertised = addresses();
        } catch (RuntimeException e) {
            log.error("looking for STUN and TURN servers failed; it goes on in {} s", EVERY.toSeconds(), e);
        }
    }

    private List<InetAddress> addresses() {
        List<InetAddress> found = new ArrayList<>();
        for (Advertised wanted : config.advertise()) {
            if (wanted.address().isPresent()) {
                found.add(wanted.address().get());
                continue;
            }
            Stream<StunHost> asked = wanted.server().map(Stream::of).orElseGet(() -> config.stun().stream());
            asked.map(this::publicAddress).flatMap(Optional::stream).findFirst().ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** What the server sees now, or saw last. */
    private Optional<InetAddress> publicAddress(StunHost host) {
        InetAddress before = learned.get(host);
        resolved(host).flatMap(server -> asked(host, server)).ifPresent(now -> {
            learned.put(host, now);
            if (before == null) {
                log.info("the public address is {}, as {} sees it", now.getHostAddress(), host);
            } else if (!before.equals(now)) {
                log.warn(
                        "the public address changed from {} to {}, as {} sees it: new calls use it",
                        before.getHostAddress(),
                        now.getHostAddress(),
                        host);
            }
        });
        return Optional.ofNullable(learned.get(host));
    }

    private Optional<InetAddress> asked(StunHost host, InetSocketAddress server) {
        try {
            Optional<InetAddress> address = PublicAddress.ask(server, PATIENCE);
            if (address.isEmpty()) {
                trouble(host, "the STUN server did not answer within %d s".formatted(PATIENCE.toSeconds()));
            } else {
                troubles.remove(host);
            }
            return address;
        } catch (IOException e) {
            trouble(host, "nothing can be sent to it: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<InetSocketAddress> resolved(StunHost host) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host.host()), host.port()));
        } catch (UnknownHostException e) {
            trouble(host, "its name is not known to the DNS");
            return Optional.empty();
        }
    }

    /** Told once until it changes: everything is looked up again all the time. */
    private void trouble(StunHost host, String trouble) {
        if (!trouble.equals(troubles.put(host, trouble))) {
            log.warn(
                    "{}: {}; calls go without it, which is tried again every {} s (media.stun, media.turn, media.advertise)",
                    host,
                    trouble,
                    EVERY.toSeconds());
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
