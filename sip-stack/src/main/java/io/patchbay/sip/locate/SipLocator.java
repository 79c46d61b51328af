package io.patchbay.sip.locate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.SRVRecord;

/**
 * Finds the places where a server can be reached, best first (RFC 3263 §4): by NAPTR, SRV and address records, as far as its
 * URI leaves them open. Records are kept for as long as they say. Any thread; nothing waits for the network.
 */
public final class SipLocator {
    private static final int MAX_SERVICES = 8;
    private static final int MAX_PLACES = 16;

    private final NameServers names;
    private final List<String> transports;
    private final Clock clock;
    private final Random lots = new Random();
    private final Map<Located, Instant> dead = new ConcurrentHashMap<>(); // until when

    SipLocator(NameServers names, List<String> transports, Clock clock) {
        this.names = names;
        this.transports = List.copyOf(transports);
        this.clock = clock;
    }

    /** @param transports that we speak, of {@code udp}, {@code tcp} and {@code tls}; the one that we like best first */
    public static SipLocator bySystem(List<String> transports) {
        return new SipLocator(NameServers.ofSystem(), transports, Clock.systemUTC());
    }

    /**
     * Looks for {@code server}.
     *
     * @return at least one place; those that were said to be dead come last. Fails with {@link CannotLocateException}
     */
    public CompletableFuture<List<Located>> locate(SipServer server) {
        return places(server).thenApply(found -> {
            List<Located> some = found.stream().distinct().limit(MAX_PLACES).toList();
            if (some.isEmpty()) {
                throw new CannotLocateException(
                        "no address is known of " + server.host() + "; is the name right?", null);
            }
            return livingFirst(some);
        });
    }

    /** {@code place} does not answer: for {@code time} it is tried after all others (RFC 3263 §4.3). */
    public void fail(Located place, Duration time) {
        dead.put(place, clock.instant().plus(time));
    }

    /** {@code place} has answered. */
    public void revive(Located place) {
        dead.remove(place);
    }

    /** Whether {@code place} has failed, and its time has not passed yet. */
    public boolean hasFailed(Located place) {
        Instant until = dead.get(place);
        return until != null && until.isAfter(clock.instant());
    }

    private List<Located> livingFirst(List<Located> places) {
        Instant now = clock.instant();
        dead.values().removeIf(until -> !until.isAfter(now));
        List<Located> ordered = new ArrayList<>(places);
        ordered.sort(Comparator.comparing(dead::containsKey)); // stable
        return List.copyOf(ordered);
    }

    private CompletableFuture<List<Located>> places(SipServer server) {
        String transport = transportOf(server);
        if (isAddress(server.host())) {
            return CompletableFuture.completedFuture(List.of(
                    new Located(new InetSocketAddress(literal(server.host()), port(server, transport)), transport)));
        }
        if (server.hasPort()) {
            return hosts(server.host(), server.host(), port(server, transport), transport);
        }
        if (!server.transport().isEmpty()) {
            return services(server, serviceName(transport, server.host()), transport)
                    .thenCompose(found -> orHosts(found, server, transport));
        }
        return byNaptr(server).thenCompose(found -> orHosts(found, server, transport));
    }

    /** RFC 3263 §4.1: the transport where no record names one. */
    private static String transportOf(SipServer server) {
        if (server.secure()) {
            return "tls";
        }
        return server.transport().isEmpty() ? "udp" : server.transport();
    }

    private static int port(SipServer server, String transport) {
        return server.hasPort() ? server.port() : transport.equals("tls") ? 5061 : 5060;
    }

    private CompletableFuture<List<Located>> orHosts(List<Located> found, SipServer server, String transport) {
        return found.isEmpty()
                ? hosts(server.host(), server.host(), port(server, transport), transport)
                : CompletableFuture.completedFuture(found);
    }

    /** RFC 3263 §4.1: by order and preference; without such records every transport's own service is asked for. */
    private CompletableFuture<List<Located>> byNaptr(SipServer server) {
        return names.naptr(server.host())
                .exceptionally(failure -> List.of()) // some name servers fail on records they don't know
                .thenCompose(records -> {
                    List<NAPTRRecord> usable = records.stream()
                            .filter(record -> record.getFlags().equalsIgnoreCase("s"))
                            .filter(record -> speaks(transportOf(record), server))
                            .sorted(Comparator.comparingInt(NAPTRRecord::getOrder)
                                    .thenComparingInt(NAPTRRecord::getPreference))
                            .limit(MAX_SERVICES)
                            .toList();
                    if (usable.isEmpty()) {
                        return inTurn(
                                transports.stream()
                                        .filter(one -> speaks(one, server))
                                        .toList(),
                                one -> services(server, serviceName(one, server.host()), one));
                    }
                    return inTurn(
                            usable,
                            record -> services(server, record.getReplacement().toString(), transportOf(record)));
                });
    }

    private boolean speaks(String transport, SipServer server) {
        return transports.contains(transport) && (!server.secure() || transport.equals("tls"));
    }

    private static String transportOf(NAPTRRecord record) {
        return switch (record.getService().toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> "udp";
            case "SIP+D2T" -> "tcp";
            case "SIPS+D2T" -> "tls";
            default -> "";
        };
    }

    private static String serviceName(String transport, String domain) {
        return switch (transport) {
            case "udp" -> "_sip._udp." + domain;
            case "tcp" -> "_sip._tcp." + domain;
            default -> "_sips._tcp." + domain;
        };
    }

    private CompletableFuture<List<Located>> services(SipServer server, String name, String transport) {
        return names.srv(name).exceptionally(failure -> List.of()).thenCompose(records -> {
            List<SRVRecord> offered = records.stream()
                    .filter(record -> record.getTarget().labels() > 1) // RFC 2782: "." means there is none
                    .limit(MAX_PLACES)
                    .toList();
            return inTurn(ServiceOrder.of(offered, lots), record -> hosts(
                            server.host(), record.getTarget().toString(true), record.getPort(), transport)
                    .exceptionally(failure -> List.of())); // one bad target does not spoil the others
        });
    }

    /** @param domain that was looked for: the name that the addresses carry */
    private CompletableFuture<List<Located>> hosts(String domain, String host, int port, String transport) {
        return names.addresses(host).thenApply(addresses -> addresses.stream()
                .map(address -> new Located(new InetSocketAddress(named(domain, address), port), transport))
                .toList());
    }

    /** What {@code step} finds for each of {@code all}, one behind the other. */
    private static <T> CompletableFuture<List<Located>> inTurn(
            List<T> all, Function<T, CompletableFuture<List<Located>>> step) {
        List<CompletableFuture<List<Located>>> asked =
                all.stream().map(one -> step.apply(one)).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        asked.stream().flatMap(found -> found.join().stream()).toList());
    }

    private static InetAddress named(String name, InetAddress address) {
        try {
            return InetAddress.getByAddress(name, address.getAddress());
        } catch (UnknownHostException e) {
            throw new CompletionException(e); // an address has four or sixteen bytes
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CannotLocateException(host + " is no address", e);
        }
    }
}
