package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.ClientRegistration;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.RegistrationSettings;
import io.patchbay.sip.RegistrationState;
import io.patchbay.sip.RegistrationState.Phase;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registration of ours at a provider (RFC 3261 §10.2): REGISTER, refresh, back-off. Belongs to its loop. */
final class ProviderRegistration implements ClientRegistration {
    private static final Logger log = LoggerFactory.getLogger(ProviderRegistration.class);
    private static final int MOST_DOUBLINGS = 6;
    private static final int STALE_ALLOWED = 2; // a nonce may go stale between challenge and answer, once

    private final AgentContext agent;
    private final RegistrationSettings settings;
    private final Clock clock;
    private final Consumer<RegistrationState> onState;
    private final CallLoop loop;
    private final String fromTag = ClientRequests.token(8);
    private volatile RegistrationState state = new RegistrationState(Phase.TRYING, Optional.empty(), "", 0);
    private Duration expires;
    private long cseq;
    private int target; // of those that were tried last
    private Future<?> timer;
    private boolean closed;

    ProviderRegistration(
            AgentContext agent, RegistrationSettings settings, Clock clock, Consumer<RegistrationState> onState) {
        this.agent = agent;
        this.settings = settings;
        this.clock = clock;
        this.onState = onState;
        this.expires = settings.expires();
        this.loop = agent.loops().newLoop(new CallId(UUID.randomUUID().toString()));
    }

    void start() {
        loop.execute(this::attempt);
    }

    @Override
    public RegistrationState state() {
        return state;
    }

    @Override
    public void close() {
        loop.execute(() -> {
            if (closed) {
                return;
            }
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
            boolean wasRegistered = state.isRegistered();
            become(new RegistrationState(Phase.CLOSED, Optional.empty(), "", 0));
            List<SipTarget> targets = settings.targets().get();
            if (wasRegistered && !targets.isEmpty()) {
                send(targets.get(target % targets.size()), Duration.ZERO, Optional.empty(), 0);
            }
        });
    }

    private void attempt() {
        if (closed) {
            return;
        }
        List<SipTarget> targets = settings.targets().get();
        if (targets.isEmpty()) {
            String host = settings.addressOfRecord().uri().host();
            failed(
                    Phase.UNREACHABLE,
                    "the address of " + host + " is not known; does its name resolve?",
                    Duration.ZERO);
            return;
        }
        send(targets.get(target % targets.size()), expires, Optional.empty(), 0);
    }

    private void send(SipTarget to, Duration lasting, Optional<DigestClient.Answer> proof, int proofs) {
        LocalAddress local = agent.addresses().towards(to);
        SipUri aor = settings.addressOfRecord().uri();
        SIPRequest request = new RequestDraft(
                        "REGISTER",
                        Uris.parse(aor.scheme() + ":" + aor.host()), // RFC 3261 §10.2: the domain, no user
                        loop.callId().value(),
                        ++cseq,
                        Uris.write(settings.addressOfRecord()),
                        fromTag,
                        Uris.write(settings.addressOfRecord()),
                        null)
                .write(local, to.transport(), ClientRequests.newBranch());
        request.setHeader(
                local.contact(settings.contactUser(), to.transport(), Uris.isSecure(request.getRequestURI())));
        Headers.add(request, "Expires", String.valueOf(lasting.toSeconds()));
        Headers.add(request, "Allow", Capabilities.ALLOW);
        proof.ifPresent(answer -> request.addHeader(Headers.of(answer.header(), answer.value())));
        Exchange exchange = new Exchange(
                loop,
                response -> onResponse(request, response, to, lasting, proofs),
                problem -> onSilence(to, problem));
        agent.requests().send(request, new Destination(to.address(), to.transport()), local, exchange);
    }

    private void onResponse(SIPRequest request, SIPResponse response, SipTarget from, Duration lasting, int proofs) {
        int status = response.getStatusCode();
        if (status < 200 || closed && status != 401 && status != 407) {
            return;
        }
        if (status < 300) {
            registered(response, lasting);
            return;
        }
        if ((status == 401 || status == 407) && proofs < (isStale(response) ? STALE_ALLOWED : 1)) {
            Optional<DigestClient.Answer> answer =
                    DigestClient.answer(request, response, realm -> Optional.of(settings.credentials()));
            if (answer.isPresent()) {
                send(from, lasting, answer, proofs + 1);
                return;
            }
        }
        if (!closed) {
            refused(response, from, lasting);
        }
    }

    private void refused(SIPResponse response, SipTarget from, Duration lasting) {
        int status = response.getStatusCode();
        if (status == 423 && response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least) {
            Duration wanted = Duration.ofSeconds(least.getExpires());
            if (wanted.compareTo(lasting) > 0) { // RFC 3261 §10.2.8
                expires = wanted;
                send(from, expires, Optional.empty(), 0);
                return;
            }
        }
        Duration retryAfter = response.getHeader(RetryAfter.NAME) instanceof RetryAfter after
                ? Duration.ofSeconds(Math.min(3_600, Math.max(0, after.getRetryAfter())))
                : Duration.ZERO;
        String why = Headers.reasonOf(response);
        String hint = status == 401 || status == 403 || status == 407 ? "; check its username and password" : "";
        if (status >= 500) {
            target++;
        }
        failed(
                Phase.REFUSED,
                "%s answered REGISTER with %d %s%s%s"
                        .formatted(
                                text(from), status, response.getReasonPhrase(), why.isEmpty() ? "" : ": " + why, hint),
                retryAfter);
    }

    private void onSilence(SipTarget to, EndReason problem) {
        if (!closed) {
            target++;
            failed(Phase.UNREACHABLE, text(to) + ": " + problem.text(), Duration.ZERO);
        }
    }

    private void registered(SIPResponse response, Duration lasting) {
        Duration granted = granted(response).orElse(lasting);
        Instant until = clock.instant().plus(granted);
        become(new RegistrationState(Phase.REGISTERED, Optional.of(until), "", 0));
        // Well before the end: a refresh may have to be repeated.
        schedule(max(granted.multipliedBy(4).dividedBy(5), Duration.ofMillis(500)), this::attempt);
    }

    /** What the registrar gave us: of our contact, else of all (RFC 3261 §10.2.4). */
    private Optional<Duration> granted(SIPResponse response) {
        for (Iterator<?> contacts = response.getHeaders(Contact.NAME); contacts.hasNext(); ) {
            if (contacts.next() instanceof Contact contact
                    && contact.getAddress() != null
                    && contact.getAddress().getURI() instanceof SipURI uri
                    && isOurs(uri)
                    && contact.getExpires() > 0) {
                return Optional.of(Duration.ofSeconds(contact.getExpires()));
            }
        }
        return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader all && all.getExpires() > 0
                ? Optional.of(Duration.ofSeconds(all.getExpires()))
                : Optional.empty();
    }

    private boolean isOurs(SipURI uri) {
        return uri.getUser() != null
                && Uris.unescape(uri.getUser()).equals(settings.contactUser())
                && agent.addresses().all().stream().anyMatch(local -> local.advertised()
                        .equalsIgnoreCase(uri.getHost().replaceAll("[\\[\\]]", "")));
    }

    private void failed(Phase phase, String problem, Duration atLeast) {
        int failures = state.failures() + 1;
        boolean stillValid = state.isRegistered()
                && state.until().filter(clock.instant()::isBefore).isPresent();
        become(
                stillValid
                        ? new RegistrationState(Phase.REGISTERED, state.until(), problem, failures)
                        : new RegistrationState(phase, Optional.empty(), problem, failures));
        Duration longest = settings.firstRetry().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        // Half to whole of it by chance, so that many do not come back at once.
        long nanos =
                (long) (longest.toNanos() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2));
        schedule(max(Duration.ofNanos(nanos), atLeast), this::attempt);
    }

    private void become(RegistrationState next) {
        boolean isNews = next.phase() != state.phase() || !next.problem().equals(state.problem());
        state = next;
        if (isNews) {
            log.info(
                    "registration of {} is {}{}",
                    settings.addressOfRecord().uri(),
                    next.phase(),
                    next.problem().isEmpty() ? "" : ": " + next.problem());
        }
        onState.accept(next);
    }

    private void schedule(Duration wait, Runnable task) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = loop.schedule(wait, task);
    }

    private static boolean isStale(SIPResponse response) {
        String name = response.getStatusCode() == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
        return String.valueOf(response.getHeader(name)).toLowerCase(Locale.ROOT).contains("stale=true");
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String text(SipTarget target) {
        return target.address().getAddress().getHostAddress() + ":"
                + target.address().getPort() + " by " + target.transport();
    }
}
