package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.SipStatistics;
import io.patchbay.sip.UserAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;

/** The user agent on JAIN-SIP. Methods may be called on any thread. */
public final class JainUserAgent implements UserAgent {
    private final JainStack stack;
    private final AgentContext agent;
    private final Gate gate;
    private final List<LocalAddress> addresses;

    private JainUserAgent(JainStack stack, AgentContext agent, Gate gate, List<LocalAddress> addresses) {
        this.stack = stack;
        this.agent = agent;
        this.gate = gate;
        this.addresses = List.copyOf(addresses);
    }

    /**
     * Starts listening on every address of {@code settings}, UDP and TCP.
     *
     * @param loops where calls run; stays the caller's to close, after the user agent
     * @throws UncheckedIOException where an address cannot be listened on; the message names it
     */
    public static JainUserAgent start(SipSettings settings, SipApplication application, CallLoops loops) {
        Responses responses =
                new Responses(settings.userAgent(), settings.advertised().get(0));
        AgentContext agent =
                new AgentContext(settings, application, loops, responses, new ClientRequests(settings), new Calls());
        JainStack stack;
        try {
            stack = new JainStack(settings);
        } catch (SipException e) {
            throw new IllegalStateException("the SIP stack does not start: " + e.getMessage(), e);
        }
        try {
            Gate gate = new Gate(stack, application, responses);
            stack.addValve(gate);
            return new JainUserAgent(stack, agent, gate, listen(stack, agent));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static List<LocalAddress> listen(JainStack stack, AgentContext agent) {
        SipSettings settings = agent.settings();
        Map<SipProvider, LocalAddress> byProvider = new HashMap<>();
        List<LocalAddress> all = new ArrayList<>();
        int port = settings.port();
        for (int i = 0; i < settings.addresses().size(); i++) {
            InetAddress address = settings.addresses().get(i);
            if (port == 0) {
                port = FreePort.on(address);
            }
            SipProvider provider = listen(stack, address, port);
            LocalAddress local = new LocalAddress(
                    new InetSocketAddress(address, port), settings.advertised().get(i), provider);
            byProvider.put(provider, local);
            all.add(local);
        }
        StackEvents events = new StackEvents(new IncomingRequests(agent), agent.calls(), byProvider);
        try {
            for (LocalAddress local : all) {
                local.provider().addSipListener(events);
            }
        } catch (TooManyListenersException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static SipProvider listen(JainStack stack, InetAddress address, int port) {
        try {
            ListeningPoint udp = stack.createListeningPoint(address.getHostAddress(), port, "udp");
            ListeningPoint tcp = stack.createListeningPoint(address.getHostAddress(), port, "tcp");
            SipProvider provider = stack.createSipProvider(udp);
            provider.addListeningPoint(tcp);
            return provider;
        } catch (SipException | InvalidArgumentException e) {
            throw new UncheckedIOException(
                    "cannot listen for SIP on " + address.getHostAddress() + " port " + port + ": " + e.getMessage()
                            + "; is another SIP server running there?",
                    new IOException(e));
        }
    }

    @Override
    public List<InetSocketAddress> listeningOn() {
        return addresses.stream().map(LocalAddress::socket).toList();
    }

    @Override
    public SipCall invite(OutgoingInvite invite, CallLoop loop, SipCallListener listener) {
        throw new UnsupportedOperationException("placing calls is not built yet");
    }

    @Override
    public List<Binding> bindingsOf(String device) {
        return List.of();
    }

    @Override
    public SipStatistics statistics() {
        return new SipStatistics(
                agent.calls().count(),
                stack.getServerTransactionTableSize(),
                stack.getClientTransactionTableSize(),
                agent.calls().count(),
                0,
                0,
                gate.retransmissions());
    }

    @Override
    public void close() {
        stack.close();
    }
}
