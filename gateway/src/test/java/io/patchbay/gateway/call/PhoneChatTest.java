package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.CallMessages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneChatTest {
    private final CallLoops loops = new CallLoops(1);
    private final CallLoop loop = loops.newLoop(new CallId("chat"));
    private final Phone phone = new Phone();
    private final PhoneChat chat = new PhoneChat(loop, () -> Optional.of(phone));

    /** Keeps what it is sent until the test answers. */
    private static final class Phone implements CallMessages {
        final List<String> received = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Integer>> answers = new CopyOnWriteArrayList<>();
        volatile boolean allows = true;

        @Override
        public boolean areAllowed() {
            return allows;
        }

        @Override
        public int largestBody() {
            return 20;
        }

        @Override
        public CompletionStage<Integer> send(Body body) {
            assertThat(body.contentType()).isEqualTo("text/plain;charset=UTF-8");
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            answers.add(answer);
            received.add(body.text());
            return answer;
        }
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void sendsOneAtATimeWithTheWritersNameInPartsThatFit() {
        say("hello", false);
        say("one two three four", false);
        settle();
        assertThat(phone.received).containsExactly("Ann: hello");
        answer(200);
        answer(202);
        assertThat(phone.received).containsExactly("Ann: hello", "Ann: one two three", "four");
    }

    @Test
    void aPhoneThatDoesNotAllowItIsSentNothingUnlessItIsToBe() {
        phone.allows = false;
        say("hello", false);
        settle();
        assertThat(phone.received).isEmpty();
        say("hello", true);
        settle();
        assertThat(phone.received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 415, 501})
    void aPhoneThatCannotReadThemIsSentNoMore(int status) {
        say("first", false);
        say("second", false);
        settle();
        answer(status);
        say("third", false);
        settle();
        assertThat(phone.received).containsExactly("Ann: first");
    }

    @Test
    void norOneThatFailsThreeTimesInARow() {
        for (int i = 1; i <= 6; i++) {
            say("message " + i, false);
        }
        settle();
        answer(408);
        answer(500);
        answer(200);
        answer(408);
        answer(480);
        answer(503);
        say("message 7", false);
        settle();
        assertThat(phone.received).hasSize(6).last().isEqualTo("Ann: message 6");
    }

    @Test
    void aSlowPhoneMissesTheOldestOfFiftyThatWait() {
        for (int i = 1; i <= 60; i++) {
            say("nr " + i, false);
        }
        settle();
        answer(200);
        assertThat(phone.received).containsExactly("Ann: nr 1", "Ann: nr 11");
    }

    private void say(String text, boolean always) {
        ChatMessage message = new ChatMessage("1", "a1", "Ann", text, "2027-01-02T12:00:00Z");
        loop.execute(() -> chat.say(message, always));
    }

    private void answer(int status) {
        phone.answers.get(phone.answers.size() - 1).complete(status);
        settle();
    }

    /** What the loop was to do, and what that gave rise to, is done. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> done.complete(null));
            await().atMost(Duration.ofSeconds(10)).until(done::isDone);
        }
    }
}
