package io.patchbay.gateway.trunk;

import io.patchbay.gateway.config.TrunkConfig;
import io.patchbay.gateway.config.TrunkHost;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.UserAgent;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All trunks, as the configuration in force names them. Any thread. */
public final class Trunks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Trunks.class);

    private final CallLoops loops;
    private final HostNames names;
    private final Map<String, TrunkUse.Counts> counts = new ConcurrentHashMap<>(); // by trunk; outlive its settings
    private UserAgent userAgent; // guarded by this; null before start
    private volatile List<Trunk> all = List.of(); // replaced as a whole

    /** @param outboundProxy where everything for trunks is sent instead of to their hosts; empty for none */
    public Trunks(CallLoops loops, Optional<TrunkHost> outboundProxy) {
        this.loops = loops;
        this.names = new HostNames(outboundProxy);
    }

    /** Registers and asks after health from now on. */
    public synchronized void start(UserAgent by) {
        userAgent = by;
        all.forEach(trunk -> trunk.start(by));
    }

    /** Puts another configuration into force. Trunks that it does not change stay as they are. */
    public synchronized void replace(List<TrunkConfig> configs) {
        Map<TrunkConfig, Trunk> old = new HashMap<>();
        all.forEach(trunk -> old.put(trunk.config(), trunk));
        List<Trunk> now = new ArrayList<>();
        List<Trunk> begun = new ArrayList<>();
        for (TrunkConfig config : configs) {
            Trunk kept = old.remove(config);
            Trunk trunk = kept == null
                    ? new Trunk(
                            config,
                            names,
                            counts.computeIfAbsent(config.name(), first -> new TrunkUse.Counts(Clock.systemUTC())),
                            loops)
                    : kept;
            now.add(trunk);
            if (kept == null) {
                begun.add(trunk);
            }
        }
        old.values().forEach(Trunk::close);
        all = List.copyOf(now);
        if (userAgent != null) {
            begun.forEach(trunk -> trunk.start(userAgent));
        }
        if (!begun.isEmpty() || !old.isEmpty()) {
            log.info("trunks: {}", now.stream().map(Trunk::name).toList());
        }
    }

    /** Whether requests from there are heard, whatever {@code access.callers} says. */
    public boolean letIn(MessageSource source) {
        return all.stream()
                .anyMatch(trunk ->
                        trunk.isAt(source) || trunk.config().inbound().demandsDigest() && trunk.hasNoAddress());
    }

    /** Whether a trunk has this address. */
    public boolean isAt(InetAddress address) {
        return all.stream().anyMatch(trunk -> trunk.isAt(address));
    }

    /** Whether a request is from a trunk, as far as its address and its certificate tell. */
    public boolean isFrom(MessageSource source) {
        return all.stream().anyMatch(trunk -> trunk.isAt(source));
    }

    /** How many INVITEs a second the trunks at an address may send, by their own settings; 0 where there is none. */
    public int invitesPerSecondOf(MessageSource source) {
        return all.stream()
                .filter(trunk -> trunk.config().invitesPerSecond() > 0 && trunk.isAt(source))
                .mapToInt(trunk -> trunk.config().invitesPerSecond())
                .sum();
    }

    /** Whether the calls of every trunk at {@code source} have to prove themselves by digest. */
    public boolean demandProof(MessageSource source) {
        List<Trunk> there = all.stream().filter(trunk -> trunk.isAt(source)).toList();
        return !there.isEmpty()
                && there.stream().allMatch(trunk -> trunk.config().inbound().demandsDigest());
    }

    /** The password of a trunk that proves itself as {@code user}. */
    public Optional<String> passwordOf(String user) {
        return byUser(user)
                .flatMap(trunk -> trunk.config().inbound().password())
                .map(password -> password.reveal());
    }

    /**
     * The trunk that a call is from.
     *
     * @param proven the digest user that the call showed, empty where it showed none
     * @param dialled the user part of its Request-URI: of two trunks at one address it is the one that registered so
     */
    public Optional<Trunk> from(MessageSource source, Optional<String> proven, String dialled) {
        Optional<Trunk> byDigest =
                proven.flatMap(this::byUser).filter(trunk -> trunk.hasNoAddress() || trunk.isAt(source));
        if (byDigest.isPresent()) {
            return byDigest;
        }
        List<Trunk> there = all.stream()
                .filter(trunk -> trunk.isAt(source) && !trunk.config().inbound().demandsDigest())
                .toList();
        return there.stream()
                .filter(trunk -> !dialled.isEmpty() && trunk.config().username().equalsIgnoreCase(dialled))
                .findFirst()
                .or(() -> there.stream().findFirst());
    }

    /**
     * The trunks that {@code dialled} can go through now, the order drawn anew each time among those of equal priority.
     *
     * @param caller whom to call as where a trunk does not say
     */
    public Selection through(Dialled dialled, String caller, List<HeaderField> headers) {
        List<CallPath> paths = new ArrayList<>();
        List<Attempt> passedOver = new ArrayList<>();
        for (Trunk trunk : inOrder()) {
            Optional<String> why = whyNot(trunk, dialled);
            if (why.isPresent()) {
                passedOver.add(Attempt.failed("trunk", trunk.name(), why.get()));
            } else {
                paths.add(trunk.path(dialled, caller, headers));
                headers.stream()
                        .filter(header -> !trunk.lets(header))
                        .map(header -> Attempt.failed(
                                "header",
                                header.name(),
                                "trunk %s is not sent it (outbound.headers)".formatted(trunk.name())))
                        .forEach(passedOver::add);
            }
        }
        if (all.isEmpty()) {
            passedOver.add(Attempt.failed("trunk", "*", "there is none; name one under trunks"));
        }
        return new Selection(paths, passedOver);
    }

    public List<TrunkView> views() {
        return all.stream().map(Trunk::view).toList();
    }

    /** A 1 for each trunk that is registered (or need not be), else 0; by name. */
    public Map<String, Double> registered() {
        return figures(trunk -> trunk.isRegistered() ? 1 : 0);
    }

    /** A 1 for each trunk that is not known to be down, else 0; by name. */
    public Map<String, Double> up() {
        return figures(trunk -> trunk.health() == Health.DOWN ? 0 : 1);
    }

    public Map<String, Double> calls() {
        return figures(trunk -> trunk.use().calls());
    }

    @Override
    public synchronized void close() {
        all.forEach(Trunk::close);
        all = List.of();
        names.close();
    }

    private Map<String, Double> figures(ToDoubleFunction<Trunk> figure) {
        Map<String, Double> figures = new HashMap<>();
        all.forEach(trunk -> figures.put(trunk.name(), figure.applyAsDouble(trunk)));
        return figures;
    }

    private static Optional<String> whyNot(Trunk trunk, Dialled dialled) {
        TrunkConfig config = trunk.config();
        String number = Numbers.normalise(dialled.user(), config.countryCode());
        if (!dialled.host().isEmpty()
                && config.hosts().stream()
                        .noneMatch(host ->
                                dialled.host().replaceFirst(":\\d+$", "").equals(host.inUri()))) {
            return Optional.of("%s is not among its hosts".formatted(dialled.host()));
        }
        if (config.outbound().prefixes().isEmpty()) {
            return Optional.of("no call may go out through it (outbound.prefixes is empty)");
        }
        if (!config.outbound().allows(number)) {
            return Optional.of("%s begins with none of its outbound.prefixes (%s)"
                    .formatted(number, String.join(", ", config.outbound().prefixes())));
        }
        return trunk.whyNotNow();
    }

    private Optional<Trunk> byUser(String user) {
        return all.stream()
                .filter(trunk -> trunk.config().inbound().demandsDigest()
                        && trunk.config().inbound().username().equalsIgnoreCase(user))
                .findFirst();
    }

    /** By priority; within one by chance, in proportion to weight (as RFC 2782 draws SRV records). */
    private List<Trunk> inOrder() {
        Map<Trunk, Double> draw = new HashMap<>();
        for (Trunk trunk : all) {
            double chance = ThreadLocalRandom.current().nextDouble();
            int weight = trunk.config().outbound().weight();
            draw.put(trunk, weight == 0 ? Double.MAX_VALUE : -Math.log(1 - chance) / weight);
        }
        List<Trunk> ordered = new ArrayList<>(all);
        ordered.sort((a, b) -> {
            int byPriority = Integer.compare(
                    a.config().outbound().priority(), b.config().outbound().priority());
            return byPriority != 0 ? byPriority : Double.compare(draw.get(a), draw.get(b));
        });
        return ordered;
    }
}
