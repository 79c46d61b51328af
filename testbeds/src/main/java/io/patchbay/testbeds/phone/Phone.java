package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A SIP phone that does what a test tells it. Its state belongs to the SIP thread of its {@link Phones}; the public
 * methods may be called from any other thread and wait where their names say so.
 */
public final class Phone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(35); // a transaction's 32 s and some
    private static final int TRANSCRIPT = 200;

    private final Phones phones;
    private final PhoneSettings settings;
    private final SipWire wire;
    private final InetSocketAddress server;
    private final Map<String, ClientTransaction> transactions = new HashMap<>();
    private final Map<String, PhoneCall> calls = new HashMap<>();
    private final Map<String, SipMessage> answers = new HashMap<>();
    private final BlockingQueue<PhoneCall> incoming = new LinkedBlockingQueue<>();
    private final Deque<String> transcript = new ArrayDeque<>(); // guarded by itself
    private final String registration = UUID.randomUUID().toString();
    private long registerSequence;

    Phone(Phones phones, PhoneSettings settings, SipWire wire, InetSocketAddress server) {
        this.phones = phones;
        this.settings = settings;
        this.wire = wire;
        this.server = server;
        wire.start((text, source) -> onSipThread(() -> received(text, source)));
    }

    public PhoneSettings settings() {
        return settings;
    }

    /** Where others reach the phone. */
    public String contact() {
        InetSocketAddress local = wire.localAddress();
        return "sip:%s@%s:%d;transport=%s"
                .formatted(
                        settings.user(),
                        local.getAddress().getHostAddress(),
                        local.getPort(),
                        wire.transport().toLowerCase(java.util.Locale.ROOT));
    }

    /** Where it takes SIP. */
    public InetSocketAddress address() {
        return wire.localAddress();
    }

    /**
     * Registers, answering a challenge once, and waits.
     *
     * @param expires zero takes the registration back
     * @return the final status
     */
    public int register(Duration expires) {
        return register(expires, "");
    }

    /** @param parameters of its Contact, as {@code ;q=0.5} */
    public int register(Duration expires, String parameters) {
        CompletableFuture<SipMessage> answer = new CompletableFuture<>();
        onSipThread(() -> {
            SipMessage request = outOfDialog("REGISTER", "sip:" + hostPort(server), registration)
                    .add("Contact", "<" + contact() + ">" + parameters)
                    .add("Expires", Long.toString(expires.toSeconds()));
            request.add("CSeq", ++registerSequence + " REGISTER");
            sendAnsweringChallenge(request, answer);
        });
        return await(answer).status();
    }

    /** Sends OPTIONS and waits. */
    public SipMessage options(String uri) {
        CompletableFuture<SipMessage> answer = new CompletableFuture<>();
        onSipThread(() -> {
            SipMessage request = outOfDialog("OPTIONS", uri, UUID.randomUUID().toString());
            request.add("CSeq", "1 OPTIONS").add("Accept", "application/sdp");
            start(request, server, answer::complete);
        });
        return await(answer);
    }

    /** Dials a user at the server, or a whole URI. */
    public PhoneCall dial(String whom) {
        return dial(whom, "");
    }

    /** Dials with an SDP of the test's own in place of the phone's; none of its media will flow. */
    public PhoneCall dial(String whom, String sdp) {
        String uri = whom.startsWith("sip:") ? whom : "sip:" + whom + "@" + hostPort(server);
        PhoneCall call = PhoneCall.outgoing(this, uri, sdp);
        onSipThread(call::invite);
        return call;
    }

    /** The next call that comes in. */
    public PhoneCall awaitCall(Duration deadline) {
        try {
            PhoneCall call = incoming.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (call == null) {
                throw new AssertionError(
                        "phone %s: no call within %s; so far:%n%s".formatted(settings.user(), deadline, transcript()));
            }
            return call;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("phone: interrupted while waiting for a call", e);
        }
    }

    /** Sends bytes of the test's own making to the server. */
    public void sendRaw(byte[] bytes) {
        wire.send(bytes, server);
    }

    /** What was sent and received, the newest part, in words. */
    public String transcript() {
        synchronized (transcript) {
            return String.join("\n", transcript);
        }
    }

    // --- below: on the SIP thread, for PhoneCall too ---

    Phones phones() {
        return phones;
    }

    InetSocketAddress server() {
        return server;
    }

    SipWire wire() {
        return wire;
    }

    void onSipThread(Runnable task) {
        try {
            phones.sipThread().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    note("!! " + e);
                }
            });
        } catch (RejectedExecutionException e) {
            note("!! closed");
        }
    }

    SipMessage outOfDialog(String method, String uri, String callId) {
        return SipMessage.request(method, uri)
                .add("Via", via())
                .add("Max-Forwards", "70")
                .add("From", "<sip:%s@%s>;tag=%s".formatted(settings.user(), hostPort(server), shortId()))
                .add("To", "<" + (method.equals("REGISTER") ? aor() : uri) + ">")
                .add("Call-ID", callId)
                .add("User-Agent", "scripted phone");
    }

    private String aor() {
        return "sip:%s@%s".formatted(settings.user(), hostPort(server));
    }

    String via() {
        return "SIP/2.0/%s %s;branch=z9hG4bK%s;rport"
                .formatted(wire.transport(), hostPort(wire.localAddress()), shortId());
    }

    ClientTransaction start(SipMessage request, InetSocketAddress target, Consumer<SipMessage> onResponse) {
        note("> " + request.startLine());
        ClientTransaction transaction = new ClientTransaction(wire, phones.sipThread(), request, target, onResponse);
        transactions.put(request.branch(), transaction);
        transaction.start();
        return transaction;
    }

    /** CANCEL shares its INVITE's branch, so its responses are told from the INVITE's by their method. */
    void startCancel(SipMessage cancel, ClientTransaction invite, Consumer<SipMessage> onResponse) {
        note("> " + cancel.startLine());
        ClientTransaction transaction =
                new ClientTransaction(wire, phones.sipThread(), cancel, invite.target(), onResponse);
        transactions.put(cancel.branch() + "CANCEL", transaction);
        transaction.start();
    }

    void sendAlone(SipMessage message, InetSocketAddress target) {
        note("> " + message.startLine());
        wire.send(message.encode(), target);
    }

    /** Answers a request, and the same to each retransmission of it. */
    void respond(SipMessage request, SipMessage response, InetSocketAddress source) {
        answers.put(request.branch() + request.method(), response);
        sendAlone(response, source);
    }

    private void sendAnsweringChallenge(SipMessage request, CompletableFuture<SipMessage> answer) {
        start(request, server, response -> {
            if (response.status() == 401 && !settings.password().isEmpty()) {
                SipMessage again = outOfDialog("REGISTER", request.uri(), registration)
                        .add("Contact", request.header("Contact"))
                        .add("Expires", request.header("Expires"))
                        .add("CSeq", ++registerSequence + " REGISTER")
                        .add("Authorization", authorization(response, "REGISTER", request.uri()));
                start(again, server, answer::complete);
            } else if (response.status() >= 200) {
                answer.complete(response);
            }
        });
    }

    String authorization(SipMessage challenge, String method, String uri) {
        String header = challenge.status() == 401
                ? challenge.header("WWW-Authenticate")
                : challenge.header("Proxy-Authenticate");
        return new Digest(settings.user(), settings.password()).answer(header, method, uri, shortId());
    }

    void add(PhoneCall call) {
        calls.put(call.callId(), call);
    }

    private void received(String text, InetSocketAddress source) {
        SipMessage message;
        try {
            message = SipMessage.parse(text);
        } catch (IllegalArgumentException e) {
            note("< ?? " + e.getMessage());
            return;
        }
        note("< " + message.startLine()
                + message.find("Reason").map(reason -> "  [" + reason + "]").orElse(""));
        if (message.isResponse()) {
            String suffix = message.method().equals("CANCEL") ? "CANCEL" : "";
            ClientTransaction transaction = transactions.get(message.branch() + suffix);
            if (transaction != null) {
                transaction.received(message);
            }
            return;
        }
        SipMessage answer = answers.get(message.branch() + message.method());
        if (answer != null) {
            sendAlone(answer, source);
            return;
        }
        dispatch(message, source);
    }

    private void dispatch(SipMessage request, InetSocketAddress source) {
        PhoneCall call = calls.get(request.callId());
        if (call != null) {
            call.received(request, source);
        } else if (request.method().equals("INVITE")) {
            PhoneCall fresh = PhoneCall.incoming(this, request, source);
            add(fresh);
            incoming.add(fresh);
            fresh.ring();
        } else if (request.method().equals("OPTIONS")) {
            respond(request, SipMessage.response(request, 200, "OK", shortId()), source);
        } else if (!request.method().equals("ACK")) {
            respond(request, SipMessage.response(request, 481, "No such call", shortId()), source);
        }
    }

    private void note(String line) {
        synchronized (transcript) {
            if (transcript.size() == TRANSCRIPT) {
                transcript.removeFirst();
            }
            transcript.addLast("    %s %s %s".formatted(Instant.now(), settings.user(), line));
        }
    }

    static String shortId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    static String hostPort(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static SipMessage await(CompletableFuture<SipMessage> answer) {
        return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() {
        phones.forget(this);
        onSipThread(() -> calls.values().forEach(PhoneCall::switchedOff));
        wire.close();
    }
}
