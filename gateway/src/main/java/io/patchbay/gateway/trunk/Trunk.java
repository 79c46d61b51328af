package io.patchbay.gateway.trunk;

import io.patchbay.gateway.config.TrunkConfig;
import io.patchbay.gateway.config.TrunkHost;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.ClientRegistration;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.RegistrationSettings;
import io.patchbay.sip.RegistrationState;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.UserAgent;
import io.patchbay.sip.locate.Located;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider or PBX as it stands: its registration, its health, how many calls it has. Any thread. */
public final class Trunk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Trunk.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final TrunkConfig config;
    private final HostNames names;
    private final TrunkUse use;
    private final Map<InetSocketAddress, Health> health = new ConcurrentHashMap<>();
    private final CallLoop loop;
    private UserAgent userAgent; // loop
    private Future<?> timer; // loop
    private boolean closed; // loop
    private volatile ClientRegistration registration; // null where we do not register

    Trunk(TrunkConfig config, HostNames names, TrunkUse.Counts counts, CallLoops loops) {
        this.config = config;
        this.names = names;
        this.use = new TrunkUse(config, counts);
        this.loop = loops.newLoop(new CallId("trunk " + config.name()));
    }

    public String name() {
        return config.name();
    }

    public TrunkConfig config() {
        return config;
    }

    /** Resolves its hosts, registers, and asks after its health from now on. */
    void start(UserAgent by) {
        config.hosts().forEach(host -> names.know(host, () -> loop.execute(() -> begin(by))));
    }

    private void begin(UserAgent by) {
        if (closed || userAgent != null) {
            return;
        }
        userAgent = by;
        if (config.register()) {
            registration = by.register(registrationSettings(), state -> {});
        }
        if (!config.healthEvery().isZero()) {
            checkHealth();
        }
    }

    private RegistrationSettings registrationSettings() {
        return new RegistrationSettings(
                new SipAddress("", SipUri.of(config.username(), domain())),
                config.username(),
                credentials().orElseThrow(),
                config.registerExpires(),
                () -> targets(""),
                FIRST_RETRY);
    }

    private void checkHealth() {
        if (closed) {
            return;
        }
        for (SipTarget target : targets("")) {
            userAgent
                    .options(target, new SipAddress("", SipUri.of("patchbay", domain())))
                    .thenAcceptAsync(status -> answered(target, status), loop);
        }
        timer = loop.schedule(config.healthEvery(), this::checkHealth);
    }

    /** Any answer but that it is out of service shows that somebody is there. */
    private void answered(SipTarget target, int status) {
        Health now = status == 408 || status == 503 ? Health.DOWN : Health.UP;
        Health before = health.put(target.address(), now);
        if (before != now && (before != null || now == Health.DOWN)) {
            log.info("trunk {}: {} is {} (OPTIONS {})", name(), target.address(), now, status);
        }
    }

    /** Whether a request from {@code address} is from this trunk, as far as addresses go. */
    boolean isAt(InetAddress address) {
        return config.inbound().addresses().contains(address)
                || config.hosts().stream().anyMatch(host -> names.of(host).stream()
                        .anyMatch(place -> place.address().getAddress().equals(address)));
    }

    /** Whether a request is from this trunk: by its address, or by a name that its certificate proves. */
    boolean isAt(MessageSource source) {
        return isAt(source.address().getAddress())
                || source.certificateNames().stream()
                        .anyMatch(name -> config.inbound().tlsNames().contains(name));
    }

    /** Whether it can call from anywhere, proving itself by digest. */
    boolean hasNoAddress() {
        return config.hosts().isEmpty()
                && config.inbound().addresses().entries().isEmpty()
                && config.inbound().tlsNames().isEmpty();
    }

    /** Why no call can go through it now; empty where one can. */
    Optional<String> whyNotNow() {
        if (targets("").isEmpty()) {
            return Optional.of("the address of " + config.hosts().get(0) + " is not known; does its name resolve?");
        }
        if (registration != null && !registration.state().isRegistered()) {
            return Optional.of("it is not registered (%s)".formatted(problem()));
        }
        if (health() == Health.DOWN) {
            return Optional.of("its hosts do not answer OPTIONS");
        }
        if (use.isFull()) {
            return Optional.of("it has its %d calls (max-calls)".formatted(config.maxCalls()));
        }
        return Optional.empty();
    }

    /** How many calls it has and may have. */
    public TrunkUse use() {
        return use;
    }

    /** The way of a call to {@code dialled} through it. */
    CallPath path(Dialled dialled, String caller, List<HeaderField> headers) {
        String number = Numbers.normalise(dialled.user(), config.countryCode());
        String user = Numbers.write(number, dialled.user(), config.outbound().numbers(), config.countryCode());
        String from = config.outbound().fromUser();
        if (from.isEmpty()) {
            from = config.username().isEmpty() ? caller : config.username();
        }
        SipAddress us = new SipAddress("", SipUri.of(from, domain()));
        boolean anonymous = config.outbound().anonymous();
        return new CallPath(
                "trunk",
                name(),
                Optional.of(this),
                List.of(List.of(new Place(targets(user)))),
                new SipAddress("", SipUri.of(user, domain())),
                anonymous ? CallerIdentity.anonymous() : us,
                headers(us, headers),
                credentials(),
                SILENCE);
    }

    /** Who calls, as this trunk wants to be told it, and those of {@code wanted} that its list allows. */
    private List<HeaderField> headers(SipAddress caller, List<HeaderField> wanted) {
        boolean anonymous = config.outbound().anonymous();
        List<HeaderField> headers = new ArrayList<>();
        CallerIdentity.field(config.outbound().identity(), caller, anonymous).ifPresent(headers::add);
        if (anonymous) {
            headers.add(new HeaderField("Privacy", "id"));
        }
        wanted.stream().filter(this::lets).forEach(headers::add);
        return headers;
    }

    /** Whether its list allows {@code header} on calls through it. */
    boolean lets(HeaderField header) {
        return config.outbound().headers().contains(header.name().toLowerCase(Locale.ROOT));
    }

    /** The header fields that are kept of calls from it. */
    public List<String> keptHeaders() {
        List<String> names = new ArrayList<>(CallerIdentity.HEADERS);
        names.addAll(config.inbound().headers());
        return names;
    }

    /** A call found {@code target} silent or out of service: others are tried before it for {@code time}. Any thread. */
    public void spare(SipTarget target, Duration time) {
        log.info("trunk {}: {} is tried last for {} s", name(), target.address(), time.toSeconds());
        names.fail(target, time);
    }

    /** Its hosts' addresses, those that answer first; with {@code user} in the Request-URI. */
    private List<SipTarget> targets(String user) {
        List<SipTarget> up = new ArrayList<>();
        List<SipTarget> down = new ArrayList<>();
        for (TrunkHost host : config.hosts()) {
            String uri = "sip:" + (user.isEmpty() ? "" : SipUri.escapeUser(user) + "@") + host.inUri()
                    + (host.port() == TrunkHost.ANY_PORT ? "" : ":" + host.port())
                    + (user.startsWith("+") ? ";user=phone" : "")
                    + (host.transport().isEmpty() ? "" : ";transport=" + host.transport());
            for (Located place : names.of(host)) {
                boolean isLast = health.get(place.address()) == Health.DOWN || names.isSpared(place);
                (isLast ? down : up).add(new SipTarget(uri, place.address(), place.transport()));
            }
        }
        up.addAll(down);
        return up;
    }

    private String domain() {
        return config.hosts().get(0).inUri();
    }

    /** Who we are at the provider; empty where it asks for nothing. */
    public Optional<Credentials> credentials() {
        return config.password().map(password -> new Credentials(config.username(), password.reveal()));
    }

    Health health() {
        if (health.isEmpty()) {
            return Health.UNKNOWN;
        }
        return health.containsValue(Health.UP) ? Health.UP : Health.DOWN;
    }

    /** Whether we are registered; true as well where it wants no registration. */
    boolean isRegistered() {
        ClientRegistration ours = registration;
        return ours == null ? !config.register() : ours.state().isRegistered();
    }

    private String problem() {
        ClientRegistration ours = registration;
        if (ours == null) {
            return config.register() ? "the address of " + domain() + " is not known yet" : "";
        }
        RegistrationState state = ours.state();
        return state.problem().isEmpty() && !state.isRegistered() ? "no answer yet" : state.problem();
    }

    TrunkView view() {
        ClientRegistration ours = registration;
        String phase = "none";
        String until = "";
        if (config.register()) {
            phase = ours == null ? "trying" : ours.state().phase().name().toLowerCase(Locale.ROOT);
            until = ours == null
                    ? ""
                    : ours.state().until().map(Object::toString).orElse("");
        }
        return new TrunkView(
                name(),
                health().name().toLowerCase(Locale.ROOT),
                phase,
                until,
                use.calls(),
                config.hosts().stream().map(TrunkHost::toString).toList(),
                problem());
    }

    /** Takes its registration away. Calls through it go on. */
    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
            if (registration != null) {
                registration.close();
            }
        });
    }
}
