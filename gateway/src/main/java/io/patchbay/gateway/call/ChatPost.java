package io.patchbay.gateway.call;

import io.patchbay.gateway.call.MessageBody.MalformedBodyException;
import io.patchbay.gateway.call.MessageBody.UnsupportedBodyException;
import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ChatRefusedException;
import io.patchbay.gateway.room.ChatText;
import io.patchbay.sip.Body;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a MESSAGE, has it posted and answers it with what came of that. Any thread. */
final class ChatPost {
    private static final Logger log = LoggerFactory.getLogger(ChatPost.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private ChatPost() {}

    /** @param post puts the text into a chat; empty where there is no room to put it into */
    static void answer(IncomingMessage message, Function<ChatText, CompletionStage<Optional<ChatMessage>>> post) {
        Optional<ChatText> text;
        try {
            text = read(message);
        } catch (UnsupportedBodyException e) {
            message.refuseType(MessageBody.ACCEPTED, e.getMessage());
            return;
        } catch (MalformedBodyException e) {
            message.refuse(new Refusal(400, "Bad Request", e.getMessage()));
            return;
        } catch (ChatRefusedException e) {
            message.refuse(refusal(e));
            return;
        }
        if (text.isEmpty()) {
            message.accept(); // somebody types, which is nobody's business here
            return;
        }
        post.apply(text.get()).whenComplete((posted, failure) -> {
            if (failure != null) {
                message.refuse(refusal(failure));
            } else if (posted.isEmpty()) {
                message.refuse(new Refusal(480, "Temporarily Unavailable", "nobody is in that room to read it"));
            } else {
                message.accept();
            }
        });
    }

    private static Optional<ChatText> read(IncomingMessage message) {
        Body body =
                message.body().orElseThrow(() -> new MalformedBodyException("a message has a body; this one has none"));
        for (HeaderField encoding : message.headers(List.of("Content-Encoding"))) {
            if (!encoding.value().equalsIgnoreCase("identity")) {
                throw new UnsupportedBodyException("a body in " + encoding.value() + " is not taken; send it as it is");
            }
        }
        return MessageBody.text(body).map(ChatText::new);
    }

    private static Refusal refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ChatRefusedException refused) {
            return switch (refused.kind()) {
                case MALFORMED -> new Refusal(400, "Bad Request", refused.getMessage());
                case TOO_LONG -> new Refusal(413, "Request Entity Too Large", refused.getMessage());
                // Not 503, which a proxy takes for a word about all of us.
                case TOO_MANY -> new Refusal(480, "Temporarily Unavailable", refused.getMessage(), SOON);
            };
        }
        log.error("a message could not be posted", cause);
        return new Refusal(500, "Server Internal Error", "posting the message failed; the log says why");
    }
}
