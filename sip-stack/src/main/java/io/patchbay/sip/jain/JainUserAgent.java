package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.ClientRegistration;
import io.patchbay.sip.ContactState;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.RegistrationSettings;
import io.patchbay.sip.RegistrationState;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import io.patchbay.sip.SipStatistics;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.UserAgent;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.sip.SipException;
import javax.sip.SipProvider;

/** The user agent on JAIN-SIP. Methods may be called on any thread. */
public final class JainUserAgent implements UserAgent {
    private final JainStack stack;
    private final AgentContext agent;
    private final Gate gate;
    private final Registrar registrar;
    private final BadMessages badMessages;

    private JainUserAgent(
            JainStack stack, AgentContext agent, Gate gate, Registrar registrar, BadMessages badMessages) {
        this.stack = stack;
        this.agent = agent;
        this.gate = gate;
        this.registrar = registrar;
        this.badMessages = badMessages;
    }

    /**
     * Starts listening on every address of {@code settings}, UDP and TCP, and TLS where it is set.
     *
     * @param loops where calls run; stays the caller's to close, after the user agent
     * @throws UncheckedIOException where an address cannot be listened on; the message names it
     */
    public static JainUserAgent start(SipSettings settings, SipApplication application, CallLoops loops) {
        BadMessages badMessages = new BadMessages(application);
        Responses responses =
                new Responses(settings.userAgent(), settings.advertised().get(0));
        JainStack stack;
        try {
            stack = new JainStack(settings, application, badMessages);
        } catch (SipException e) {
            throw new IllegalStateException("the SIP stack does not start: " + e.getMessage(), e);
        }
        try {
            RefusedRequests refused = new RefusedRequests(application);
            Gate gate = new Gate(stack, application, responses, badMessages, refused);
            stack.addValve(gate);
            AgentContext agent = new AgentContext(
                    settings,
                    application,
                    loops,
                    new LocalAddresses(stack.listen(settings)),
                    responses,
                    new ClientRequests(settings),
                    new Calls());
            DigestServer digest = new DigestServer(settings.realm(), application, new Nonces(Clock.systemUTC()));
            Registrar registrar = new Registrar(agent, digest, Clock.systemUTC());
            stack.intake().onClosed(registrar::connectionClosed);
            hear(agent, new IncomingRequests(agent, digest, registrar, refused), badMessages);
            return new JainUserAgent(stack, agent, gate, registrar, badMessages);
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Until here whatever came in was dropped; senders repeat it. */
    private static void hear(AgentContext agent, IncomingRequests requests, BadMessages badMessages) {
        Map<SipProvider, LocalAddress> byProvider = new HashMap<>();
        agent.addresses().all().forEach(local -> byProvider.put(local.provider(), local));
        StackEvents events = new StackEvents(requests, agent.calls(), badMessages, byProvider);
        try {
            for (SipProvider provider : byProvider.keySet()) {
                provider.addSipListener(events);
            }
        } catch (TooManyListenersException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<InetSocketAddress> listeningOn() {
        return agent.addresses().all().stream().map(LocalAddress::socket).toList();
    }

    @Override
    public List<InetSocketAddress> tlsListeningOn() {
        return agent.addresses().all().stream()
                .filter(local -> local.speaks("tls"))
                .map(local -> new InetSocketAddress(local.socket().getAddress(), local.tlsPort()))
                .toList();
    }

    @Override
    public SipSocketSession open(SipSocket socket) {
        return agent.addresses().reachedAt(socket.local()).open(socket);
    }

    /** Whether {@code way} is a connection that is open. */
    boolean isConnected(Destination way) {
        return agent.addresses().all().stream().anyMatch(local -> local.isConnected(way));
    }

    /** @throws IllegalArgumentException where a target's Request-URI is no SIP URI */
    @Override
    public SipCall invite(OutgoingInvite invite, CallLoop loop, SipCallListener listener) {
        OutgoingSession call = new OutgoingSession(agent, loop, invite, listener);
        agent.calls().add(call, call.localTag());
        call.loop().execute(call::begin);
        return call;
    }

    @Override
    public ClientRegistration register(RegistrationSettings settings, Consumer<RegistrationState> onState) {
        ProviderRegistration registration = new ProviderRegistration(agent, settings, Clock.systemUTC(), onState);
        registration.start();
        return registration;
    }

    @Override
    public CompletionStage<Integer> options(SipTarget target, SipAddress from) {
        return new OptionsRequest(agent, target, from).send();
    }

    @Override
    public List<Binding> bindingsOf(String device) {
        return registrar.bindingsOf(device);
    }

    @Override
    public void restore(Map<String, List<Binding>> devices) {
        registrar.restore(devices);
    }

    @Override
    public Map<String, List<ContactState>> devices() {
        return registrar.states();
    }

    @Override
    public SipStatistics statistics() {
        int calls = agent.calls().count();
        return new SipStatistics(
                calls,
                stack.getServerTransactionTableSize(),
                stack.getClientTransactionTableSize(),
                calls, // a call is one dialog, kept by nobody else
                registrar.deviceCount(),
                badMessages.count(),
                gate.retransmissions());
    }

    @Override
    public void close() {
        registrar.close();
        stack.close();
    }
}
