package io.patchbay.media.sdp;

import java.util.List;
import java.util.Optional;

/** Looks things up in a list of attributes; names are compared without regard to case. */
final class Attributes {
    private Attributes() {}

    static Optional<String> first(List<Attribute> attributes, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    static Optional<Direction> direction(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            Optional<Direction> direction = Direction.ofAttribute(attribute.name());
            if (direction.isPresent()) {
                return direction;
            }
        }
        return Optional.empty();
    }
}
