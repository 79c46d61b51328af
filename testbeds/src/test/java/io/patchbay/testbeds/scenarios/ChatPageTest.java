package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.browser.RoomPage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chat on the room page, as its users meet it. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class ChatPageTest {
    private static final String BUTTON = "button[aria-controls=chat]";
    private static final String FIELD = ".chat textarea";

    @Test
    void worksByKeyboardAndCountsWhatIsUnread(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage ann = testbed.page(room, "Ann", 0, "");
                RoomPage bob = testbed.page(room, "Bob", 0, "")) {
            ann.awaitOthers(1, ofSeconds(10));
            ann.click(BUTTON);
            ann.await("the field to have the focus", "document.activeElement?.matches('.chat textarea')", ofSeconds(5));
            ann.fill(FIELD, "one");
            ann.press("Shift+Enter");
            ann.press("a");
            ann.press("Enter");
            ann.await(
                    "the field to be empty again",
                    "document.querySelector('.chat textarea').value === ''",
                    ofSeconds(5));
            ann.fill(FIELD, "two https://example.com/x.");
            ann.press("Enter");

            bob.await("two unread", labelIs("Open the chat, 2 unread"), ofSeconds(5));
            bob.await("a notice", "document.body.innerText.includes('Ann: two')", ofSeconds(5));
            bob.click(BUTTON);
            bob.await("none unread", labelIs("Close the chat"), ofSeconds(5));
            assertThat(bob.evaluate("document.querySelector('.chat [role=log] .chat-text').textContent"))
                    .isEqualTo("one\na");
            assertThat(bob.evaluate("document.querySelector('.chat-text a').getAttribute('href') + ' '"
                            + " + document.querySelector('.chat-text a').rel"))
                    .isEqualTo("https://example.com/x noopener noreferrer nofollow");
            assertThat(bob.messages())
                    .noneMatch(message -> message.contains("example.com")); // nothing is loaded from it

            bob.press("Escape");
            bob.await("the chat to be closed", labelIs("Open the chat"), ofSeconds(5));
            bob.await("the focus to be back", "document.activeElement?.matches('" + BUTTON + "')", ofSeconds(5));
        }
    }

    @Test
    void whoComesLaterOrReloadsReadsWhatWasWrittenOnce(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage ann = testbed.page(room, "Ann", 0, "")) {
            write(ann, "before you came");
            try (RoomPage bob = testbed.page(room, "Bob", 0, "")) {
                bob.await("one unread", labelIs("Open the chat, 1 unread"), ofSeconds(5));
            }
            ann.dropControl();
            ann.awaitPhase("joined", ofSeconds(15));
            write(ann, "after the break");
            ann.await("both, once", "document.querySelectorAll('.chat-line').length === 2", ofSeconds(5));
            ann.reload();
            ann.awaitJoined(ofSeconds(20));
            ann.await("both after a reload", "document.querySelectorAll('.chat-line').length === 2", ofSeconds(5));
        }
    }

    @Test
    void saysWhyAMessageWasNotSentAndKeepsIt(Testbed testbed) {
        try (RoomPage ann = testbed.page(testbed.room(), "Ann", 0, "")) {
            ann.click(BUTTON);
            String refused = "/too many/.test(document.querySelector('.chat-hint').textContent)";
            for (int i = 0; i < 60 && !Boolean.TRUE.equals(ann.evaluate(refused)); i++) {
                ann.fill(FIELD, "fast " + i);
                ann.press("Enter");
                ann.await(
                        "it to be sent or refused",
                        "document.querySelector('.chat textarea').value === ''" + " || " + refused,
                        ofSeconds(5));
            }
            assertThat(ann.evaluate("document.querySelector('.chat-hint').textContent")
                            .toString())
                    .startsWith("Not sent: too many messages");
            assertThat(ann.evaluate("document.querySelector('.chat textarea').value")
                            .toString())
                    .startsWith("fast");
        }
    }

    @Test
    void coversANarrowScreenAndFitsIt(Testbed testbed) {
        String room = testbed.room();
        String url = testbed.appliance().url("/rooms/" + room + "?autojoin=1&name=Carol&testTone=970&video=0");
        try (RoomPage page = RoomPage.openNarrow(testbed.browsers(), url, "Carol")) {
            page.awaitJoined(ofSeconds(20));
            write(page, "a-word-that-is-much-too-long-for-a-narrow-screen-".repeat(5));
            page.await(
                    "the page to fit, the field and its button to be in sight",
                    "document.documentElement.scrollWidth <= window.innerWidth"
                            + " && ['.chat textarea', '.chat-send', '.chat-line'].every((s) => {"
                            + " const box = document.querySelector(s).getBoundingClientRect();"
                            + " return box.width > 0 && box.left >= 0 && box.right <= window.innerWidth"
                            + " && box.bottom <= window.innerHeight; })",
                    ofSeconds(5));
            page.click(".chat button[aria-label='Close the chat']");
            page.await(
                    "the controls to fit", "document.documentElement.scrollWidth <= window.innerWidth", ofSeconds(5));
        }
    }

    private static void write(RoomPage page, String text) {
        if (Boolean.FALSE.equals(page.evaluate("document.querySelector('#chat').checkVisibility()"))) {
            page.click(BUTTON);
        }
        page.fill(FIELD, text);
        page.press("Enter");
        page.await("it to be sent", "document.querySelector('.chat textarea').value === ''", ofSeconds(5));
    }

    private static String labelIs(String label) {
        return "document.querySelector('%s').getAttribute('aria-label') === '%s'".formatted(BUTTON, label);
    }
}
