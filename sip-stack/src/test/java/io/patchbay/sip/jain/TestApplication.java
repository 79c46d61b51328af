package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import io.patchbay.sip.Body;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.RefusedRequest;
import io.patchbay.sip.Reoffer;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.Transfer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** An application that keeps what it is told and does with calls what the test says. */
final class TestApplication implements SipApplication {
    final BlockingQueue<TestCall> calls = new LinkedBlockingQueue<>();
    final Map<String, String> passwords = new ConcurrentHashMap<>();
    final List<String> badMessages = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final BlockingQueue<List<Binding>> bindingChanges = new LinkedBlockingQueue<>();
    volatile Consumer<IncomingCall> onCall = call -> {};
    volatile Optional<Refusal> screening = Optional.empty();
    final BlockingQueue<IncomingMessage> messages = new LinkedBlockingQueue<>();
    volatile Consumer<IncomingMessage> onMessage = messages::add;
    volatile boolean demandsProof;
    volatile boolean takesCalls = true;
    volatile Function<String, Optional<Credentials>> credentials = realm -> Optional.empty();

    @Override
    public Optional<Refusal> screen(InetSocketAddress source, String method) {
        return screening;
    }

    @Override
    public SipCallListener onIncomingCall(IncomingCall call) {
        TestCall test = new TestCall(call);
        calls.add(test);
        onCall.accept(call);
        return test;
    }

    @Override
    public Optional<String> passwordOf(String device) {
        return Optional.ofNullable(passwords.get(device));
    }

    @Override
    public Optional<Credentials> credentialsFor(String realm, OutgoingInvite invite) {
        return credentials.apply(realm);
    }

    @Override
    public boolean demandsProof(MessageSource source) {
        return demandsProof;
    }

    /** Outside of calls. */
    @Override
    public void onMessage(IncomingMessage message) {
        onMessage.accept(message);
    }

    @Override
    public void onBindingsChanged(String device, List<Binding> bindings) {
        bindingChanges.add(bindings);
    }

    @Override
    public void onRefused(RefusedRequest request) {
        refused.add(request.method() + " " + request.refusal().status());
    }

    @Override
    public boolean takesCalls() {
        return takesCalls;
    }

    @Override
    public void onBadMessage(InetSocketAddress source, String problem) {
        badMessages.add(problem);
    }

    TestCall nextCall() throws InterruptedException {
        TestCall call = calls.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (call == null) {
            throw new AssertionError("no call came in");
        }
        return call;
    }

    /** A listener that keeps each event in a queue. */
    static class TestCall implements SipCallListener {
        final IncomingCall call; // null for an outgoing one
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        final BlockingQueue<Reoffer> reoffers = new LinkedBlockingQueue<>();
        final BlockingQueue<IncomingMessage> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<Transfer> transfers = new LinkedBlockingQueue<>();
        final BlockingQueue<EndReason> ends = new LinkedBlockingQueue<>();
        final List<String> failedTargets = new CopyOnWriteArrayList<>();
        volatile Runnable onDue = () -> {};
        volatile Function<String, Optional<Credentials>> credentials = realm -> Optional.empty();

        TestCall(IncomingCall call) {
            this.call = call;
        }

        /** Runs {@code task} on the call's loop. */
        void onLoop(Runnable task) {
            call.loop().execute(task);
        }

        String nextEvent() throws InterruptedException {
            String event = events.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("nothing happened to the call");
            }
            return event;
        }

        Reoffer nextReoffer() throws InterruptedException {
            Reoffer reoffer = reoffers.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (reoffer == null) {
                throw new AssertionError("no re-offer came");
            }
            return reoffer;
        }

        EndReason end() throws InterruptedException {
            EndReason end = ends.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (end == null) {
                throw new AssertionError("the call did not end; events: " + events);
            }
            return end;
        }

        @Override
        public void onProgress(int status, Optional<Body> session) {
            events.add("progress " + status
                    + session.map(body -> " with a session").orElse(""));
        }

        @Override
        public void onTargetFailed(SipTarget target, Duration spare) {
            failedTargets.add(target.address().getPort() + " for " + spare.toSeconds() + " s");
        }

        @Override
        public void onAnswered(Optional<Body> session) {
            events.add("answered" + session.map(body -> " with a session").orElse(""));
        }

        @Override
        public void onEstablished(Optional<Body> session) {
            events.add("established" + session.map(body -> " with a session").orElse(""));
        }

        @Override
        public void onReoffer(Reoffer offer) {
            events.add("reoffer");
            reoffers.add(offer);
        }

        Transfer nextTransfer() throws InterruptedException {
            Transfer transfer = transfers.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (transfer == null) {
                throw new AssertionError("no REFER came");
            }
            return transfer;
        }

        @Override
        public void onKey(char key, Duration held) {
            events.add("key " + key + " " + held.toMillis() + " ms");
        }

        @Override
        public boolean onInfo(Body body) {
            boolean isKnown = body.contentType().startsWith("application/media_control");
            if (isKnown) {
                events.add("info " + body.contentType());
            }
            return isKnown;
        }

        /** Left to the test to answer. */
        @Override
        public void onMessage(IncomingMessage message) {
            messages.add(message);
        }

        @Override
        public void onTransfer(Transfer transfer) {
            transfers.add(transfer);
        }

        @Override
        public void onTransferProgress(int status, String phrase) {
            events.add("transfer " + status + " " + phrase);
        }

        @Override
        public void onReofferPutOff() {
            events.add("reoffer put off");
        }

        @Override
        public void onReofferDue() {
            events.add("reoffer due");
            onDue.run();
        }

        @Override
        public Optional<Credentials> credentialsFor(String realm) {
            return credentials.apply(realm);
        }

        @Override
        public void onReofferAnswered(Body session) {
            events.add("reoffer answered");
        }

        @Override
        public void onReofferRefused(Refusal refusal) {
            events.add("reoffer refused " + refusal.status());
        }

        @Override
        public void onEnded(EndReason reason) {
            ends.add(reason);
        }
    }
}
