package io.patchbay.gateway.call;

import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ChatSender;
import io.patchbay.gateway.store.Direction;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallMessages;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat of a room, for one of its phones. Sends what is said there: MESSAGE within its call, one at a time (RFC 3428 §8), each as long as
 * the way bears. What fails is dropped, and the call goes on. Belongs to the call's loop.
 */
final class PhoneChat {
    private static final Logger log = LoggerFactory.getLogger(PhoneChat.class);
    private static final String TYPE = "text/plain;charset=UTF-8";
    private static final Set<Integer> NEVER_AGAIN = Set.of(405, 415, 501); // the phone cannot read them at all
    private static final int MOST_FAILURES = 3; // in a row
    private static final int MOST_WAITING = 50; // parts; of what is more the oldest are dropped

    private final CallLoop loop;
    private final Supplier<Optional<CallMessages>> call;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean isSending;
    private boolean hasGivenUp;
    private int failures; // in a row

    /** @param call the way to the phone; empty before there is one */
    PhoneChat(CallLoop loop, Supplier<Optional<CallMessages>> call) {
        this.loop = loop;
        this.call = call;
    }

    /** As whom the phone writes. */
    static ChatSender sender(CallParties parties, String displayName) {
        String phone = parties.direction() == Direction.IN ? parties.from() : parties.to();
        return new ChatSender(key(phone, parties.remoteAddress()), null, displayName);
    }

    /**
     * What a phone is known by, within its call and outside of it.
     *
     * @param uri its SIP URI, of which the user counts
     */
    static String key(String uri, String address) {
        int end = uri.indexOf('@');
        return ChatSender.phoneKey(uri.substring(uri.indexOf(':') + 1, end < 0 ? uri.length() : end), address);
    }

    /** @param leg null where the call is in no room yet */
    void take(IncomingMessage message, PhoneLeg leg) {
        if (leg == null) {
            message.refuse(new Refusal(480, "Temporarily Unavailable", "the call is in no room yet"));
        } else {
            ChatPost.answer(message, leg::post);
        }
    }

    /** @param evenIfNotAllowed whether to send it where the phone's Allow does not name MESSAGE */
    void say(ChatMessage message, boolean evenIfNotAllowed) {
        loop.assertOwner();
        Optional<CallMessages> way = call.get().filter(messages -> evenIfNotAllowed || messages.areAllowed());
        if (way.isEmpty() || hasGivenUp) {
            return;
        }
        String line = message.displayName() + ": " + message.text();
        waiting.addAll(MessageParts.of(line, way.get().largestBody()));
        while (waiting.size() > MOST_WAITING) {
            waiting.removeFirst();
        }
        sendNext();
    }

    private void sendNext() {
        if (isSending || hasGivenUp || waiting.isEmpty()) {
            return;
        }
        isSending = true;
        Body body = new Body(TYPE, waiting.removeFirst().getBytes(StandardCharsets.UTF_8));
        call.get().orElseThrow().send(body).thenAcceptAsync(this::sent, loop);
    }

    private void sent(int status) {
        isSending = false;
        failures = status < 300 ? 0 : failures + 1;
        if (status >= 300) {
            log.debug("the phone answered a message of its room's chat with {}", status);
        }
        if (NEVER_AGAIN.contains(status) || failures >= MOST_FAILURES) {
            log.info("the phone takes no messages ({}): it is sent none of its room's chat any more", status);
            hasGivenUp = true;
            waiting.clear();
        }
        sendNext();
    }
}
