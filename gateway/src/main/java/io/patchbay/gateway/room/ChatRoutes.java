package io.patchbay.gateway.room;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What an operator reads and writes in rooms' chats. */
public final class ChatRoutes {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Rooms rooms;

    public ChatRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.GET, "/rooms/{room}/chat", this::latest),
                new AdminRoute(Method.POST, "/rooms/{room}/chat", this::post));
    }

    record Post(String text) {}

    /** Of a room where nobody is: nothing, as a chat lasts as long as its room. */
    private List<ChatMessage> latest(AdminRequest request) {
        return inRoom(name(request), room -> room.chat().latest()).orElse(List.of());
    }

    private ChatMessage post(AdminRequest request) {
        RoomName name = name(request);
        try {
            ChatText text = new ChatText(request.body(Post.class).text());
            return inRoom(name, room -> room.chat().post(ChatSender.operator(), text))
                    .orElseThrow(() -> new Problem(
                            409, "empty-room", "Nobody would read it", "nobody is in room " + name + " now"));
        } catch (ChatRefusedException e) {
            throw switch (e.kind()) {
                case MALFORMED -> Problem.badRequest(e.getMessage());
                case TOO_LONG -> new Problem(413, "too-long", "The message is too long", e.getMessage());
                case TOO_MANY -> new Problem(429, "too-many-messages", "Too many messages", e.getMessage());
            };
        }
    }

    private static RoomName name(AdminRequest request) {
        String name = request.pathParameter("room");
        return RoomName.parse(name)
                .orElseThrow(
                        () -> Problem.badRequest("'%s' is no room name: 1 to 64 of a-z 0-9 . _ -".formatted(name)));
    }

    private <T> Optional<T> inRoom(RoomName name, Function<Room, T> task) {
        CompletableFuture<Optional<T>> result = rooms.enterIfOpen(name, task);
        try {
            return result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (TimeoutException e) {
            throw busy();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Problem busy() {
        return new Problem(503, "busy", "The room did not answer in time", "try again; the log may say what is slow");
    }
}
