package io.patchbay.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.gateway.room.ChatRefusedException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomChatTest {
    private static final ChatSender ANN = ChatSender.seat("a1", "Ann");
    private static final ChatSender BOB = new ChatSender(ChatSender.phoneKey("bob", "192.0.2.7"), "b1", "Bob");

    private long now;
    private final RoomChat chat =
            new RoomChat(Clock.fixed(Instant.parse("2027-01-02T12:00:00.1234Z"), ZoneOffset.UTC), () -> now);
    private final List<String> browsers = new ArrayList<>();
    private final List<String> phone = new ArrayList<>();

    RoomChatTest() {
        chat.addListener(message -> browsers.add(message.displayName() + ": " + message.text()));
        chat.enter(BOB, message -> phone.add(message.displayName() + ": " + message.text()));
    }

    @Test
    void everyoneReadsWhatIsWrittenButThePhoneItsOwnWords() {
        ChatMessage first = chat.post(ANN, new ChatText("hello"));
        chat.post(BOB, new ChatText("hi"));
        assertThat(browsers).containsExactly("Ann: hello", "Bob: hi");
        assertThat(phone).containsExactly("Ann: hello");
        assertThat(first.at()).isEqualTo("2027-01-02T12:00:00.123Z");
        assertThat(first.participantId()).isEqualTo("a1");
    }

    @Test
    void whatAPhonesDeviceSendsOutsideOfItsCallIsThePhones() {
        ChatMessage said = chat.post(new ChatSender(BOB.key(), null, "somebody"), new ChatText("from my desk"));
        assertThat(said.participantId()).isEqualTo("b1");
        assertThat(said.displayName()).isEqualTo("Bob");
        assertThat(phone).isEmpty();

        ChatMessage stranger = chat.post(
                new ChatSender(ChatSender.phoneKey("bob", "192.0.2.8"), null, "Bob"), new ChatText("another Bob"));
        assertThat(stranger.participantId()).isNull();
        assertThat(phone).containsExactly("Bob: another Bob");
    }

    @Test
    void aPhoneThatLeftIsToldNoMore() {
        chat.leave("b1");
        chat.post(ANN, new ChatText("gone?"));
        assertThat(phone).isEmpty();
    }

    @Test
    void keepsTheLatestHundred() {
        for (int i = 1; i <= 105; i++) {
            now += 1_000_000_000L;
            chat.post(ANN, new ChatText("message " + i));
        }
        assertThat(chat.latest()).hasSize(100);
        assertThat(chat.latest().get(0).text()).isEqualTo("message 6");
        assertThat(chat.latest().stream().map(ChatMessage::id).distinct()).hasSize(100);
    }

    @Test
    void keepsNoMoreThan64KiBOfText() {
        for (int i = 0; i < 40; i++) {
            now += 1_000_000_000L;
            chat.post(ANN, new ChatText("€".repeat(2_000))); // 6,000 bytes
        }
        assertThat(chat.latest()).hasSize(10);
    }

    @Test
    void whoeverWritesTooFastIsAskedToWait() {
        for (int i = 0; i < 10; i++) {
            chat.post(ANN, new ChatText("x"));
        }
        assertThatThrownBy(() -> chat.post(ANN, new ChatText("x")))
                .isInstanceOfSatisfying(
                        ChatRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_MANY));
        chat.post(BOB, new ChatText("another may"));
        now += 1_000_000_000L;
        assertThatCode(() -> chat.post(ANN, new ChatText("x"))).doesNotThrowAnyException();
        assertThat(chat.latest()).hasSize(12);
    }

    @Test
    void manyWritersTogetherAreHeldBackToo() {
        for (int i = 0; i < 60; i++) {
            chat.post(ChatSender.seat("p" + i, "P"), new ChatText("x"));
        }
        assertThatThrownBy(() -> chat.post(ANN, new ChatText("x"))).isInstanceOf(ChatRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n ",
                "a\u0000b",
                "a\u0007b",
                "\u202Eevil",
                "a\u2028b",
                "a\u2066b",
                "half \uD83D pair",
                "a\u009Fb"
            })
    void refusesEmptyTextsControlsAndOverridesOfTheWritingDirection(String text) {
        assertThatThrownBy(() -> new ChatText(text))
                .isInstanceOfSatisfying(
                        ChatRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }

    @Test
    void refusesMoreThan2000Characters() {
        assertThat(new ChatText("x".repeat(2_000)).value()).hasSize(2_000);
        assertThatThrownBy(() -> new ChatText("x".repeat(2_001)))
                .isInstanceOfSatisfying(
                        ChatRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LONG));
    }

    @Test
    void linesAndTabsStay() {
        assertThat(new ChatText(" one\r\ntwo\rthree\tfour 😀 \r\n").value()).isEqualTo("one\ntwo\nthree\tfour 😀");
    }

    @ParameterizedTest
    @CsvSource({"Ann,Ann", "'A\u202Enn\u0007',A nn", "'  Ann ',Ann"})
    void namesOfSendersAreMadeFitToBeShown(String name, String shown) {
        assertThat(new ChatSender("k", null, name).displayName()).isEqualTo(shown);
    }
}
