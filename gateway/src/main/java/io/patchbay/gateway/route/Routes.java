package io.patchbay.gateway.route;

import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.RouteConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which call goes where, by its Request-URI and origin. Any thread; reads the configuration anew for each call. */
public final class Routes {
    private static final String DEFAULT = "default";

    private final Supplier<RoomsConfig> rooms;
    private final Supplier<List<RouteConfig>> rules;

    public Routes(Supplier<RoomsConfig> rooms, Supplier<List<RouteConfig>> rules) {
        this.rooms = rooms;
        this.rules = rules;
    }

    /** By the first rule that fits; where none does, the user part names the room. */
    public Routed route(SipUri requestUri, Origin origin) {
        List<Attempt> attempts = new ArrayList<>();
        List<RouteConfig> all = rules.get();
        for (int i = 0; i < all.size(); i++) {
            Rule rule = new Rule(all.get(i));
            String name = (i + 1) + " (" + all.get(i).match() + ")";
            Optional<String> why = rule.whyNot(requestUri.user(), origin);
            if (why.isPresent()) {
                attempts.add(Attempt.failed("route", name, why.get()));
            } else {
                return destined(rule.apply(requestUri.user()), requestUri, name, attempts);
            }
        }
        return destined(new Rule.Target(false, requestUri.user()), requestUri, DEFAULT, attempts);
    }

    /** Why the configuration has no room of this name; empty where it has. */
    public Optional<String> whyNoRoom(String room) {
        RoomsConfig config = rooms.get();
        if (config.open() || config.names().contains(room)) {
            return Optional.empty();
        }
        return Optional.of("there is no room '%s'; add it to rooms.names or set rooms.open".formatted(room));
    }

    private Routed destined(Rule.Target target, SipUri requestUri, String rule, List<Attempt> attempts) {
        Destination destination = target.refused()
                ? nowhere(403, "Forbidden", "route %s refuses calls to '%s'".formatted(rule, requestUri.user()))
                : toRoom(target.user(), requestUri);
        if (destination instanceof Destination.Nowhere nowhere && !attempts.isEmpty()) {
            destination = nowhere.after(attempts);
        }
        attempts.add(
                destination instanceof Destination.Nowhere nowhere
                        ? Attempt.failed("route", rule, nowhere.refusal().explanation())
                        : Attempt.taken("route", rule, "leads to room " + target.user()));
        return new Routed(destination, attempts);
    }

    private Destination toRoom(String name, SipUri requestUri) {
        if (name.isEmpty()) {
            return nowhere(484, "Address Incomplete", "no room is named; dial sip:ROOM@" + requestUri.host());
        }
        Optional<RoomName> room = RoomName.parse(name);
        if (room.isEmpty()) {
            return nowhere(404, "Not Found", "'%s' is no room name: 1 to 64 of a-z 0-9 . _ -".formatted(name));
        }
        return whyNoRoom(room.get().value())
                .map(why -> nowhere(404, "Not Found", why))
                .orElseGet(() -> new Destination.ToRoom(room.get()));
    }

    private static Destination nowhere(int status, String phrase, String explanation) {
        return new Destination.Nowhere(new Refusal(status, phrase, explanation));
    }
}
